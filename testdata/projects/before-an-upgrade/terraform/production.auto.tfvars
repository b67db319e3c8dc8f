kubernetes_version = "1.32"
