locals {
  drivers = {
    block = { name = "ebs.csi.aws.com", parameters = { encrypted = "true" } }
    file  = { name = "efs.csi.aws.com", parameters = {} }
  }
}

resource "kubernetes_storage_class_v1" "this" {
  for_each = local.drivers

  metadata {
    name = each.key
  }

  storage_provisioner = each.value.name
  parameters          = each.value.parameters
  volume_binding_mode = "WaitForFirstConsumer"
}
