use crate::finding::{Finding, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/endpoint/secrets-without-customer-key.md"),
    Check::Cluster(check),
);

fn check(cluster: &Cluster, _: &Context<'_>) -> Verdict {
    let key = cluster.customer_key();
    (key.is_absent() & !cluster.is_on_outpost()).then(|| {
        let called = cluster.called();
        Finding::new(format!("a key of AWS encrypts the Secrets of `{called}`"))
            .at(&key.anchor, "no key of your own is named")
            .note("EKS encrypts them since Kubernetes 1.28, but you can neither revoke that key nor see in CloudTrail who used it")
            .help("name a KMS key if an audit asks for one; EKS takes it on a running cluster, and never lets it go again")
    })
}
