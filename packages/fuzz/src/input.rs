//! Bytes as a call: which contract, which entry point, who sends it, with which coins, and the message to the letter.

/// How many bytes stand before the message.
const HEAD: usize = 4;

/// What the first byte has in addition to the contract's place, if the call goes to the network in which migrations are open.
const MIGRATING: u8 = 128;

/// An entry point that takes a message from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// `execute`
    Execute,
    /// `query`
    Query,
    /// `instantiate`
    Instantiate,
    /// `migrate`
    Migrate,
    /// `reply`
    Reply,
}

/// All of them. No contract has `sudo`.
pub const ENTRIES: [Entry; 5] =
    [Entry::Execute, Entry::Query, Entry::Instantiate, Entry::Migrate, Entry::Reply];

/// A call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input<'a> {
    /// Whether it goes to the network in which migrations are open.
    pub migrating: bool,
    /// Of which contract, by its place in a list.
    pub contract: usize,
    /// Which entry point.
    pub entry: Entry,
    /// Who sends it, by the place in a list.
    pub sender: usize,
    /// Which coins come with it, by the place in a list.
    pub funds: usize,
    /// The message.
    pub message: &'a [u8],
}

impl<'a> Input<'a> {
    /// The call that `data` means; none if it is too short.
    pub fn read(data: &'a [u8]) -> Option<Self> {
        let (head, message) = data.split_at_checked(HEAD)?;
        let [contract, entry, sender, funds] = *head else { return None };
        Some(Self {
            migrating: contract & MIGRATING != 0,
            contract: (contract & !MIGRATING).into(),
            entry: ENTRIES[usize::from(entry) % ENTRIES.len()],
            sender: sender.into(),
            funds: funds.into(),
            message,
        })
    }

    /// The bytes that mean this call.
    pub fn write(&self) -> Vec<u8> {
        let entry = ENTRIES.iter().position(|entry| *entry == self.entry).unwrap_or(0);
        let mut head = [self.contract, entry, self.sender, self.funds].map(|place| (place % 256) as u8);
        head[0] = head[0] & !MIGRATING | if self.migrating { MIGRATING } else { 0 };
        [&head, self.message].concat()
    }
}
