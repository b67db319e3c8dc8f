environment   = "production"
node_max_size = 40
