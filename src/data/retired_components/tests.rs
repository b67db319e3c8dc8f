use jiff::civil::date;

use super::{INDEX, TABLE, TagNeeded, of_chart, of_group, of_image, of_resource};
use crate::data::table;

/// The name of what an image belongs to, if that is at its end.
fn image(repository: &str, tag: &str) -> Option<&'static str> {
    of_image(repository, Some(tag)).unwrap().map(|it| it.name)
}

#[test]
fn every_row_is_read() {
    let entries = table::body(TABLE).lines().filter(|line| line.starts_with(' ')).count();
    assert_eq!(INDEX.0.values().map(std::collections::BTreeMap::len).sum::<usize>(), entries);
    let heads = table::body(TABLE).lines().filter(|line| !line.starts_with(' '));
    for head in heads {
        let cells: Vec<_> = head.split('|').collect();
        assert_eq!(cells.len(), 7, "{head}");
        assert!(["removed", "unmaintained"].contains(&cells[3]), "{head}");
        assert!(cells[4].starts_with("https://"), "{head}");
        assert!(super::parse(head).is_some(), "{head}");
    }
}

#[test]
fn images_are_told_by_repository_and_tag() {
    assert_eq!(image("registry.k8s.io/ingress-nginx/controller", "v1.9.4"), Some("ingress-nginx"));
    assert_eq!(image("k8s.gcr.io/ingress-nginx/controller", "v1.1.0"), Some("ingress-nginx"));
    assert_eq!(image("k8s.gcr.io/pause", "3.2"), Some("the registry k8s.gcr.io"));
    assert_eq!(image("registry.k8s.io/pause", "3.2"), None);
    assert_eq!(image("example.com/k8s.gcr.io/pause", "3.2"), None);
    let bitnami = Some("the versioned images of Bitnami");
    assert_eq!(image("docker.io/bitnami/redis", "7.2.4-debian-12-r9"), bitnami);
    assert_eq!(image("docker.io/bitnami/redis", "latest"), None);
    assert_eq!(image("docker.io/bitnami/sealed-secrets-controller", "0.27.0"), None);
    assert_eq!(image("docker.io/bitnamilegacy/redis", "7.2.4"), None);
    assert_eq!(of_image("docker.io/bitnami/redis", None), Err(TagNeeded));
}

#[test]
fn the_second_version_of_a_controller_is_in_the_place_of_the_first() {
    let name = Some("AWS ALB Ingress Controller");
    assert_eq!(image("docker.io/amazon/aws-alb-ingress-controller", "v1.1.9"), name);
    assert_eq!(image("docker.io/amazon/aws-alb-ingress-controller", "v2.4.3"), None);
}

#[test]
fn charts_groups_and_resources_are_told_by_name() {
    let chart = |repository, name| of_chart(repository, name).map(|it| it.name);
    assert_eq!(chart("kubernetes.github.io/ingress-nginx", "ingress-nginx"), Some("ingress-nginx"));
    assert_eq!(chart("helm.nginx.com/stable", "nginx-ingress"), None);
    let stable = "the chart repositories stable and incubator of Helm";
    assert_eq!(chart("charts.helm.sh/stable", "redis"), Some(stable));
    assert_eq!(chart("charts.helm.sh/stable", "heapster"), Some("Heapster"));
    let mesh = of_group("appmesh.k8s.aws").unwrap();
    assert_eq!((mesh.date, mesh.is_removed), (date(2026, 9, 30), true));
    assert_eq!(of_group("apps"), None);
    assert_eq!(of_resource("aws_appmesh_mesh"), Some(mesh));
    assert_eq!(of_resource("aws_appautoscaling_target"), None);
}
