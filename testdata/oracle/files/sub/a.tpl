Name: ${name}
