//! The AWS accounts that objects are in, as far as the user tells of them.

use std::collections::BTreeSet;

use super::Project;
use crate::field::Object;
use crate::inputs::Accounts;
use crate::value::Truth;

impl Project {
    /// Whether the account of an object encrypts every new EBS volume, whatever the files say of it;
    /// unknown where the user says nothing.
    ///
    /// Source: Amazon EBS user guide, "Enable Amazon EBS encryption by default".
    pub fn encrypts_new_volumes(&self, object: &Object) -> Truth {
        let own = self.accounts_around(object).and_then(|it| it.encrypt_volumes);
        own.or(self.world.accounts.encrypt_volumes).map_or(Truth::Unknown, Truth::from)
    }

    /// Whether an AWS account, by its twelve digits, is one of those that the files around an object
    /// are about; unknown where the user does not list them.
    pub fn is_own_account(&self, id: &str, object: &Object) -> Truth {
        let everywhere = &self.world.accounts.ids;
        let none = BTreeSet::new();
        let own = self.accounts_around(object).map_or(&none, |it| &it.ids);
        if everywhere.is_empty() && own.is_empty() {
            return Truth::Unknown;
        }
        Truth::from(everywhere.contains(id) || own.contains(id))
    }

    /// What is said of the accounts of an object's environment.
    fn accounts_around(&self, object: &Object) -> Option<&Accounts> {
        self.environment_of(self.unit_of(object)?).map(|it| &it.accounts)
    }
}
