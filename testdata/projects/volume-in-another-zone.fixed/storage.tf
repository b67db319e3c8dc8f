locals {
  drivers = {
    block = "ebs.csi.aws.com"
    file  = "efs.csi.aws.com"
  }
}

resource "kubernetes_storage_class_v1" "this" {
  for_each = local.drivers

  metadata {
    name = each.key
  }

  storage_provisioner = each.value
  volume_binding_mode = "WaitForFirstConsumer"
}
