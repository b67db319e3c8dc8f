${templatefile("files/sub/a.tpl", { name = name })}
