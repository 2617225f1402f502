//! Who manages stakers: each itself, or the registrar that registered it.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, StdError, StdResult};
use tributary_controls::packed;
use tributary_controls::packed::{Packed, Reader};

/// The registrars of now, and those of before: they go on managing the stakers that they registered. Stakers and items name
/// one by its place in this list, in a byte in place of an address.
#[cw_serde]
#[derive(Default)]
pub struct Registrars {
    /// All that ever were, in the order in which they came.
    known: Vec<Addr>,
    /// The places of those of now, in the order in which they were set.
    current: Vec<u32>,
}

packed!(Registrars { known, current });

/// Who manages a staker, for ever.
#[cw_serde]
#[derive(Copy)]
pub enum Manager {
    /// It does so itself.
    Itself,
    /// The registrar at this place.
    Registrar(u32),
}

impl Packed for Manager {
    fn pack(&self, to: &mut Vec<u8>) {
        let place = match self {
            Self::Itself => None,
            Self::Registrar(place) => Some(*place),
        };
        place.pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        Ok(Option::unpack(from)?.map_or(Self::Itself, Self::Registrar))
    }
}

impl Registrars {
    /// Puts others in place of those of now.
    pub fn set(&mut self, registrars: Vec<Addr>) {
        self.current.clear();
        for registrar in registrars {
            let place = self.place(&registrar);
            if place.is_none() {
                self.known.push(registrar.clone());
            }
            self.current.extend(place.or_else(|| self.place(&registrar)));
        }
    }

    /// How many there ever were.
    pub fn ever(&self) -> usize {
        self.known.len()
    }

    /// Those of now, in the order in which they were set.
    pub fn current(&self) -> impl Iterator<Item = &Addr> {
        self.current.iter().filter_map(|place| self.at(*place))
    }

    /// Who is to manage `identity` if `sender` registers it now; nobody if the sender may not.
    pub fn manager(&self, identity: &Addr, sender: &Addr) -> Option<Manager> {
        if identity == sender {
            return Some(Manager::Itself);
        }
        self.place(sender).filter(|place| self.current.contains(place)).map(Manager::Registrar)
    }

    /// The address of whoever manages `identity`.
    ///
    /// # Errors
    /// For a place that was never given.
    pub fn management(&self, manager: Manager, identity: &Addr) -> StdResult<Addr> {
        let found = match manager {
            Manager::Itself => Some(identity),
            Manager::Registrar(place) => self.at(place),
        };
        found.cloned().ok_or_else(|| StdError::not_found("registrar"))
    }

    fn place(&self, registrar: &Addr) -> Option<u32> {
        (0..).zip(&self.known).find(|(_, known)| *known == registrar).map(|(place, _)| place)
    }

    fn at(&self, place: u32) -> Option<&Addr> {
        self.known.get(usize::try_from(place).ok()?)
    }
}
