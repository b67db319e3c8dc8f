use super::*;

#[test]
fn a_small_burstable_type() {
    let small = instance("t3.medium").unwrap();
    assert_eq!((small.name, small.vcpu, small.memory_mib), ("t3.medium", Some(2), Some(4096)));
    assert_eq!(small.architecture, Architecture::Amd64);
    assert_eq!(small.max_pods, Some(17));
    assert_eq!(small.max_pods_with_prefixes(), Some(110), "242 by arithmetic, then the cap");
    assert_eq!(small.max_pods_with_custom_networking(), Some(12));
    assert_eq!(small.addresses_per_node(), Some(18));
    assert_eq!(small.trunking, Some(false));
    assert_eq!(small.gpus, Some(Gpus { count: 0, vendor: "" }));
    assert!(small.in_ec2_api);
}

#[test]
fn addresses_that_a_node_takes_from_its_subnet() {
    assert_eq!(instance("m5.large").unwrap().addresses_per_node(), Some(30));
    assert_eq!(instance("m5.xlarge").unwrap().addresses_per_node(), Some(60));
}

#[test]
fn prefixes_need_nitro_or_bare_metal() {
    let prefixes = |name| instance(name).unwrap().prefix_delegation();
    assert_eq!(prefixes("m5.large"), Some(true));
    assert_eq!(prefixes("m5.metal"), Some(true));
    assert_eq!(prefixes("m4.large"), Some(false));
    assert_eq!(prefixes("t2.micro"), Some(false));
    assert_eq!(instance("m4.large").unwrap().max_pods_with_prefixes(), Some(20));
    assert_eq!(prefixes("cc1.4xlarge"), None);
    assert_eq!(instance("m5.metal").unwrap().bare_metal(), Some(true));
}

#[test]
fn architectures_and_graphics_processors() {
    assert_eq!(instance("m7g.large").unwrap().architecture, Architecture::Arm64);
    let gpus = |name| instance(name).unwrap().gpus;
    assert_eq!(gpus("p5.48xlarge"), Some(Gpus { count: 8, vendor: "nvidia" }));
    assert_eq!(gpus("g6f.large"), Some(Gpus { count: 0, vendor: "nvidia" }));
    assert_eq!(gpus("p3.2xlarge"), None, "its row is incomplete");
}

#[test]
fn names_that_are_no_type() {
    for name in ["", "m5", "m5.larg", "m5.large ", "M5.large", "zzz.large", "#"] {
        assert_eq!(instance(name), None, "{name}");
    }
    assert!(!instance("c7g-flex.large").unwrap().in_ec2_api);
}

#[test]
fn every_row_is_found_and_follows_the_formula() {
    assert_eq!(names().count(), 1469);
    for name in names() {
        let found = instance(name).unwrap();
        assert_eq!(found.name, name);
        let formula = found.addresses_per_node().zip(found.interfaces);
        let formula =
            formula.map(|(addresses, interfaces)| addresses - interfaces + HOST_NETWORK_PODS);
        assert_eq!(found.max_pods, formula, "{name}");
    }
}
