// Generated from schema/ by `npm run generate`. Do not edit.

/** The messages of each contract with their fields, in the order of the schema. */
export const MESSAGES = {
 "boosted-staking": {
  "stake": [
   {
    "name": "days",
    "help": "For how many days.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "receive": [
   {
    "name": "amount",
    "help": "How many.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "msg",
    "help": "What the sender says.",
    "required": true,
    "shape": {
     "kind": "binary"
    }
   },
   {
    "name": "sender",
    "help": "Who sent them.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "withdraw": [
   {
    "name": "position_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "claim": [
   {
    "name": "limit",
    "help": "At most so many; 32 if omitted, 100 if more.",
    "required": false,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "position_id",
    "help": "This one alone.",
    "required": false,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "start_after",
    "help": "Those after this one, if none is named.",
    "required": false,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "fund": [],
  "receive_nft": [
   {
    "name": "token_id",
    "help": "Which one.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "msg",
    "help": "What the sender says.",
    "required": true,
    "shape": {
     "kind": "binary"
    }
   },
   {
    "name": "sender",
    "help": "Who sent it.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "withdraw_nft": [
   {
    "name": "token_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "refresh_boost": [
   {
    "name": "user",
    "help": "Whose.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "holdings_changed": [
   {
    "name": "balance",
    "help": "How many.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "owner",
    "help": "Whose licences.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "set_loyalty": [
   {
    "name": "scores",
    "help": "Whose, none twice.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "object",
      "fields": [
       {
        "name": "score",
        "help": "The new score.",
        "required": true,
        "shape": {
         "kind": "integer"
        }
       },
       {
        "name": "user",
        "help": "Whose.",
        "required": true,
        "shape": {
         "kind": "address"
        }
       }
      ]
     }
    }
   }
  ],
  "advance": [],
  "sweep_unused": [],
  "pause": [],
  "unpause": [],
  "update_config": [
   {
    "name": "guardian",
    "help": "Who, beside the owner, may pause.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "loyalty_oracle",
    "help": "Who sets loyalty scores.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "min_stake",
    "help": "The smallest stake.",
    "required": false,
    "shape": {
     "kind": "amount"
    }
   }
  ],
  "migrate_records": [
   {
    "name": "cursor",
    "help": "How many rows were passed so far.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "limit",
    "help": "Rows to pass at most, from 1; 100 if more.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "update_ownership": [
   {
    "name": "",
    "help": "",
    "required": true,
    "shape": {
     "kind": "variants",
     "options": [
      {
       "name": "transfer_ownership",
       "help": "Offers the ownership.",
       "shape": {
        "kind": "object",
        "fields": [
         {
          "name": "new_owner",
          "help": "To whom.",
          "required": true,
          "shape": {
           "kind": "address"
          }
         },
         {
          "name": "expiry",
          "help": "Until when; for ever if omitted.",
          "required": false,
          "shape": {
           "kind": "point"
          }
         }
        ]
       }
      },
      {
       "name": "accept_ownership",
       "help": "Accepts the offer."
      },
      {
       "name": "renounce_ownership",
       "help": "Gives the ownership up, which is always refused."
      }
     ]
    }
   }
  ]
 },
 "coinbase": {
  "pay": [
   {
    "name": "payments",
    "help": "Who gets how much, at least one.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "object",
      "fields": [
       {
        "name": "amount",
        "help": "How much, above zero.",
        "required": true,
        "shape": {
         "kind": "amount"
        }
       },
       {
        "name": "recipient",
        "help": "Who is paid.",
        "required": true,
        "shape": {
         "kind": "address"
        }
       }
      ]
     }
    }
   }
  ],
  "recover": [
   {
    "name": "denom",
    "help": "Which coins.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "recipient",
    "help": "Who gets them.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ]
 },
 "joint-staking": {
  "set_class": [
   {
    "name": "class",
    "help": "Its name, 1 to 128 bytes.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "activation_stake",
    "help": "How much stake a device needs, at most 10^30.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "base_value",
    "help": "What a device earns a day of the reward asset, at most 10^30.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "capacity",
    "help": "How much stake a device can use of the stake asset, 1 to 10^30.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "pool",
    "help": "The pool of the pool-registry where principals work meanwhile; none if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "enabled",
    "help": "Whether new offers and agreements are possible; yes if omitted.",
    "required": false,
    "shape": {
     "kind": "boolean"
    }
   },
   {
    "name": "kappa_steps",
    "help": "What more stake than the capacity multiplies by, at most 16 rows, the first number increasing, the second not falling; nothing if omitted.",
    "required": false,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "object",
      "fields": [
       {
        "name": "fill_bps",
        "help": "The part of the capacity, above 10,000.",
        "required": true,
        "shape": {
         "kind": "bps"
        }
       },
       {
        "name": "kappa_bps",
        "help": "Kappa from there on, 10,000 to [`MAX_FACTOR_BPS`].",
        "required": true,
        "shape": {
         "kind": "bps"
        }
       }
      ]
     }
    }
   }
  ],
  "register_device": [
   {
    "name": "device",
    "help": "Its id, 1 to 128 bytes.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "class",
    "help": "What it is.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "owner",
    "help": "Whose it is.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "update_device": [
   {
    "name": "device",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "class",
    "help": "What it is now.",
    "required": false,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "owner",
    "help": "Whose it is now.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "remove_device": [
   {
    "name": "device",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "suspend_device": [
   {
    "name": "device",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "resume_device": [
   {
    "name": "device",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "open_offer": [
   {
    "name": "device",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "lock_days",
    "help": "For how many days.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "owner_share_bps",
    "help": "The owner's share of the rewards.",
    "required": true,
    "shape": {
     "kind": "bps"
    }
   },
   {
    "name": "required_stake",
    "help": "How much is to be staked.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   }
  ],
  "edit_offer": [
   {
    "name": "offer_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "lock_days",
    "help": "For how many days.",
    "required": false,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "owner_share_bps",
    "help": "The owner's share of the rewards.",
    "required": false,
    "shape": {
     "kind": "bps"
    }
   },
   {
    "name": "required_stake",
    "help": "How much is to be staked.",
    "required": false,
    "shape": {
     "kind": "amount"
    }
   }
  ],
  "cancel_offer": [
   {
    "name": "offer_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "accept_offer": [
   {
    "name": "offer_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "min_base_reward",
    "help": "The least base reward a day that the sender agrees to.",
    "required": false,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "revision",
    "help": "The revision that the sender has seen.",
    "required": false,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "claim_rewards": [
   {
    "name": "agreement_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "settle_agreement": [
   {
    "name": "agreement_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "terminate_agreement": [
   {
    "name": "agreement_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "consent_exit": [
   {
    "name": "agreement_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "revoke_exit_consent": [
   {
    "name": "agreement_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "fund_rewards": [],
  "advance": [
   {
    "name": "limit",
    "help": "At most so many; 50 if omitted or more.",
    "required": false,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "forward_revenue": [],
  "release_principal": [
   {
    "name": "agreement_id",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "collect_pool_rewards": [
   {
    "name": "pool",
    "help": "Which.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "receive": [
   {
    "name": "amount",
    "help": "How many.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "msg",
    "help": "What the sender says.",
    "required": true,
    "shape": {
     "kind": "binary"
    }
   },
   {
    "name": "sender",
    "help": "Who sent them.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "update_config": [
   {
    "name": "daily_caps",
    "help": "The whole list, see [`InstantiateMsg::daily_caps`]; empty for no cap.",
    "required": false,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "object",
      "fields": [
       {
        "name": "cap",
        "help": "How much for all agreements together.",
        "required": true,
        "shape": {
         "kind": "amount"
        }
       },
       {
        "name": "from_day",
        "help": "The first day, counted from the instantiation, from 0.",
        "required": true,
        "shape": {
         "kind": "integer"
        }
       }
      ]
     }
    }
   },
   {
    "name": "min_penalty_bps",
    "help": "See [`InstantiateMsg::min_penalty_bps`].",
    "required": false,
    "shape": {
     "kind": "bps"
    }
   },
   {
    "name": "mutual_exit_free",
    "help": "See [`InstantiateMsg::mutual_exit_free`].",
    "required": false,
    "shape": {
     "kind": "boolean"
    }
   },
   {
    "name": "penalty_bps",
    "help": "See [`InstantiateMsg::penalty_bps`].",
    "required": false,
    "shape": {
     "kind": "bps"
    }
   },
   {
    "name": "registrar",
    "help": "Who keeps classes and devices.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "time_multipliers",
    "help": "See [`InstantiateMsg::time_multipliers`]; locks that are missing stay.",
    "required": false,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "object",
      "fields": [
       {
        "name": "lock_days",
        "help": "The lock in days.",
        "required": true,
        "shape": {
         "kind": "integer"
        }
       },
       {
        "name": "tau_bps",
        "help": "Its tau, 1 to [`MAX_FACTOR_BPS`].",
        "required": true,
        "shape": {
         "kind": "bps"
        }
       }
      ]
     }
    }
   }
  ],
  "set_treasury": [
   {
    "name": "treasury",
    "help": "Who gets the penalties; they go back to the reward pool if null.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "set_guardian": [
   {
    "name": "guardian",
    "help": "Who, beside the owner, may pause.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "pause": [],
  "unpause": [],
  "migrate_records": [
   {
    "name": "cursor",
    "help": "How many rows were passed so far.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "limit",
    "help": "Rows to pass at most, from 1; 100 if more.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "update_ownership": [
   {
    "name": "",
    "help": "",
    "required": true,
    "shape": {
     "kind": "variants",
     "options": [
      {
       "name": "transfer_ownership",
       "help": "Offers the ownership.",
       "shape": {
        "kind": "object",
        "fields": [
         {
          "name": "new_owner",
          "help": "To whom.",
          "required": true,
          "shape": {
           "kind": "address"
          }
         },
         {
          "name": "expiry",
          "help": "Until when; for ever if omitted.",
          "required": false,
          "shape": {
           "kind": "point"
          }
         }
        ]
       }
      },
      {
       "name": "accept_ownership",
       "help": "Accepts the offer."
      },
      {
       "name": "renounce_ownership",
       "help": "Gives the ownership up, which is always refused."
      }
     ]
    }
   }
  ]
 },
 "license-nft": {
  "transfer_nft": [
   {
    "name": "token_id",
    "help": "Which one.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "recipient",
    "help": "Who gets it.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "send_nft": [
   {
    "name": "token_id",
    "help": "Which one.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "contract",
    "help": "Which contract gets it.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "msg",
    "help": "What the contract is told.",
    "required": true,
    "shape": {
     "kind": "binary"
    }
   }
  ],
  "approve": [
   {
    "name": "token_id",
    "help": "Which one.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "spender",
    "help": "Who may.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "expires",
    "help": "Until when; for ever if omitted.",
    "required": false,
    "shape": {
     "kind": "point"
    }
   }
  ],
  "revoke": [
   {
    "name": "token_id",
    "help": "Which one.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "spender",
    "help": "Who may no longer.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "approve_all": [
   {
    "name": "operator",
    "help": "Who may.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "expires",
    "help": "Until when; for ever if omitted.",
    "required": false,
    "shape": {
     "kind": "point"
    }
   }
  ],
  "revoke_all": [
   {
    "name": "operator",
    "help": "Who may no longer.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "burn": [
   {
    "name": "token_id",
    "help": "Which one.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "mint": [
   {
    "name": "token_id",
    "help": "Its id for ever, 1 to 64 printable ASCII characters without blank, never used before.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "extension",
    "help": "What it says of itself.",
    "required": true,
    "shape": {
     "kind": "object",
     "fields": [
      {
       "name": "mining_pool",
       "help": "The mining pool whose machines earned it, at most 128 bytes.",
       "required": true,
       "shape": {
        "kind": "text"
       }
      }
     ]
    }
   },
   {
    "name": "owner",
    "help": "Who holds it.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "token_uri",
    "help": "Where its description is, at most 256 printable ASCII characters; none if omitted or empty.",
    "required": false,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "mint_many": [
   {
    "name": "licenses",
    "help": "The licences, ids strictly increasing by their bytes.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "object",
      "fields": [
       {
        "name": "token_id",
        "help": "Its id for ever, 1 to 64 printable ASCII characters without blank, never used before.",
        "required": true,
        "shape": {
         "kind": "text"
        }
       },
       {
        "name": "extension",
        "help": "What it says of itself.",
        "required": true,
        "shape": {
         "kind": "object",
         "fields": [
          {
           "name": "mining_pool",
           "help": "The mining pool whose machines earned it, at most 128 bytes.",
           "required": true,
           "shape": {
            "kind": "text"
           }
          }
         ]
        }
       },
       {
        "name": "owner",
        "help": "Who holds it.",
        "required": true,
        "shape": {
         "kind": "address"
        }
       },
       {
        "name": "token_uri",
        "help": "Where its description is, at most 256 printable ASCII characters; none if omitted or empty.",
        "required": false,
        "shape": {
         "kind": "text"
        }
       }
      ]
     }
    }
   }
  ],
  "set_minter": [
   {
    "name": "minter",
    "help": "Who mints.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "set_staker_registry": [
   {
    "name": "staker_registry",
    "help": "Its address; null: none.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "set_guardian": [
   {
    "name": "guardian",
    "help": "Who may pause; nobody but the owner if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "pause": [],
  "unpause": [],
  "fund_reserve": [],
  "reclaim_funding": [
   {
    "name": "amount",
    "help": "How much; all that there is if omitted.",
    "required": false,
    "shape": {
     "kind": "amount"
    }
   }
  ],
  "open_mainnet": [],
  "open_stable": [],
  "record_bond": [
   {
    "name": "token_id",
    "help": "Which one.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "node",
    "help": "The node.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "role",
    "help": "What the node may be.",
    "required": true,
    "shape": {
     "kind": "choice",
     "options": [
      "resource_node",
      "validator"
     ]
    }
   }
  ],
  "liquidate": [
   {
    "name": "need",
    "help": "Coins that the licences must bear.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "node",
    "help": "The node.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "token_ids",
    "help": "1 to 50 licences, strictly increasing by their bytes.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "text"
     }
    }
   }
  ],
  "redeem": [
   {
    "name": "token_id",
    "help": "Which one.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "import_licenses": [
   {
    "name": "licenses",
    "help": "What `all_licenses` answers there, with addresses of this chain.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "object",
      "fields": [
       {
        "name": "token_id",
        "help": "Its id.",
        "required": true,
        "shape": {
         "kind": "text"
        }
       },
       {
        "name": "mining_pool",
        "help": "The mining pool whose machines earned it.",
        "required": true,
        "shape": {
         "kind": "text"
        }
       },
       {
        "name": "minted_at_secs",
        "help": "When it was minted, in seconds.",
        "required": true,
        "shape": {
         "kind": "integer"
        }
       },
       {
        "name": "owner",
        "help": "Its holder: of a bonded licence who bonded it.",
        "required": true,
        "shape": {
         "kind": "address"
        }
       },
       {
        "name": "node",
        "help": "The node; null without a role.",
        "required": false,
        "shape": {
         "kind": "address"
        }
       },
       {
        "name": "role",
        "help": "What it authorises its node to be; null without a node.",
        "required": false,
        "shape": {
         "kind": "choice",
         "options": [
          "resource_node",
          "validator"
         ]
        }
       },
       {
        "name": "token_uri",
        "help": "Where its description is.",
        "required": false,
        "shape": {
         "kind": "text"
        }
       }
      ]
     }
    }
   }
  ],
  "finish_import": [
   {
    "name": "count",
    "help": "How many licences it covers.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "digest",
    "help": "The digest of the other chain, 64 hex digits in lower case.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "register_hook": [
   {
    "name": "contract",
    "help": "Which contract.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "remove_hook": [
   {
    "name": "contract",
    "help": "Which contract.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "migrate_records": [
   {
    "name": "cursor",
    "help": "How many rows were passed so far.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "limit",
    "help": "Rows to pass at most, from 1; 100 if more.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "update_ownership": [
   {
    "name": "",
    "help": "",
    "required": true,
    "shape": {
     "kind": "variants",
     "options": [
      {
       "name": "transfer_ownership",
       "help": "Offers the ownership.",
       "shape": {
        "kind": "object",
        "fields": [
         {
          "name": "new_owner",
          "help": "To whom.",
          "required": true,
          "shape": {
           "kind": "address"
          }
         },
         {
          "name": "expiry",
          "help": "Until when; for ever if omitted.",
          "required": false,
          "shape": {
           "kind": "point"
          }
         }
        ]
       }
      },
      {
       "name": "accept_ownership",
       "help": "Accepts the offer."
      },
      {
       "name": "renounce_ownership",
       "help": "Gives the ownership up, which is always refused."
      }
     ]
    }
   }
  ]
 },
 "pool-registry": {
  "register_pool": [
   {
    "name": "commission_ppm",
    "help": "Commission, at most 100 %.",
    "required": true,
    "shape": {
     "kind": "ppm"
    }
   },
   {
    "name": "metadata_hash",
    "help": "Blake2b-256 of that file: 64 hex digits.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "metadata_url",
    "help": "Where the pool describes itself: at most 256 printable ASCII characters, may be empty.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "signing_address",
    "help": "The hot key's account.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "delegate": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "undelegate": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "amount",
    "help": "How much, the fee included.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "fee",
    "help": "What whoever finalises it earns, at most the amount; 0 if omitted.",
    "required": false,
    "shape": {
     "kind": "amount"
    }
   }
  ],
  "finalize_undelegate": [
   {
    "name": "id",
    "help": "The undelegation.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "fee_recipient",
    "help": "Who gets the fee; the caller if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "transfer_delegation": [
   {
    "name": "from_pool",
    "help": "The pool that gives.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "to_pool",
    "help": "The pool that gets.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "amount",
    "help": "How much, the fee included.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "fee",
    "help": "What whoever finalises it earns, below the amount; 0 if omitted.",
    "required": false,
    "shape": {
     "kind": "amount"
    }
   }
  ],
  "finalize_transfer": [
   {
    "name": "id",
    "help": "The transfer.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "fee_recipient",
    "help": "Who gets the fee; the caller if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "cancel_transfer": [
   {
    "name": "id",
    "help": "The transfer.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "finalize_many": [
   {
    "name": "transfers",
    "help": "Transfers, strictly increasing.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "integer"
     }
    }
   },
   {
    "name": "unbonds",
    "help": "Undelegations, strictly increasing.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "integer"
     }
    }
   },
   {
    "name": "fee_recipient",
    "help": "Who gets the fees; the caller if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "withdraw_rewards": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "redelegate_rewards": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "enable_auto_rewards": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "fee_ppm",
    "help": "The part, below 100 %.",
    "required": true,
    "shape": {
     "kind": "ppm"
    }
   }
  ],
  "disable_auto_rewards": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "auto_redelegate": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "delegator",
    "help": "Whose rewards.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "fee_recipient",
    "help": "Who gets the fee; the caller if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "request_commission_change": [
   {
    "name": "commission_ppm",
    "help": "The new commission, at most 100 %.",
    "required": true,
    "shape": {
     "kind": "ppm"
    }
   }
  ],
  "finalize_commission_change": [],
  "cancel_commission_change": [],
  "update_metadata": [
   {
    "name": "metadata_hash",
    "help": "64 hex digits.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "metadata_url",
    "help": "At most 256 printable ASCII characters, may be empty.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "set_signing_address": [
   {
    "name": "signing_address",
    "help": "The new hot key's account.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "recover_foreign": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "denom",
    "help": "Which coins.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "sync": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "delegator",
    "help": "Whose stake.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "register_pool_for": [
   {
    "name": "token_id",
    "help": "The licence, in custody of the staker-registry.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "coins_per_license",
    "help": "Coins that a licence stands for.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "commission_ppm",
    "help": "The operator's part of the rewards, at most 1,000,000.",
    "required": true,
    "shape": {
     "kind": "ppm"
    }
   },
   {
    "name": "license_nft",
    "help": "The licence contract.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "metadata_hash",
    "help": "The Blake2b-256 of that, as 64 hex digits.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "metadata_url",
    "help": "Where the pool describes itself, at most 256 bytes.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "operator",
    "help": "Whose pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "signing_address",
    "help": "Who signs for the pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "license_changed": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "token_id",
    "help": "Which one came or went.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "coins_per_license",
    "help": "Coins that a licence stands for.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "delegator",
    "help": "Whose licences.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "license_nft",
    "help": "The licence contract.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "licenses",
    "help": "How many they have bonded there now.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "liquidated": [
   {
    "name": "pool",
    "help": "The pool.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "licenses",
    "help": "Licences that were burned.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "surplus",
    "help": "Coins that come back, locked until licences can be redeemed.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "tokens",
    "help": "Coins that were taken.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   }
  ],
  "announce_config": [
   {
    "name": "change",
    "help": "What changes.",
    "required": true,
    "shape": {
     "kind": "object",
     "fields": [
      {
       "name": "commission_lock",
       "help": "How long a commission change waits, of the same kind as now.",
       "required": false,
       "shape": {
        "kind": "duration"
       }
      },
      {
       "name": "min_delegation",
       "help": "The least that somebody may hold in a pool without leaving it.",
       "required": false,
       "shape": {
        "kind": "amount"
       }
      },
      {
       "name": "release_period",
       "help": "Over how long a net reward is released, of the same kind as now; 0 = at once.",
       "required": false,
       "shape": {
        "kind": "duration"
       }
      }
     ]
    }
   }
  ],
  "apply_config": [],
  "cancel_config": [],
  "set_hooks": [
   {
    "name": "hooks",
    "help": "The hooks.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "object",
      "fields": [
       {
        "name": "contract",
        "help": "Which contract.",
        "required": true,
        "shape": {
         "kind": "address"
        }
       },
       {
        "name": "gas_limit",
        "help": "Gas that it may use when somebody leaves, at most 2000000.",
        "required": true,
        "shape": {
         "kind": "integer"
        }
       }
      ]
     }
    }
   }
  ],
  "set_score_weights": [
   {
    "name": "capacity",
    "help": "The capacity left.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "fee",
    "help": "A low commission.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "performance",
    "help": "The apparent performance.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "set_guardian": [
   {
    "name": "guardian",
    "help": "Who may pause; nobody if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "pause": [],
  "unpause": [],
  "migrate_records": [
   {
    "name": "cursor",
    "help": "How many rows were passed so far.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "limit",
    "help": "Rows to pass at most, from 1; 100 if more.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "update_ownership": [
   {
    "name": "",
    "help": "",
    "required": true,
    "shape": {
     "kind": "variants",
     "options": [
      {
       "name": "transfer_ownership",
       "help": "Offers the ownership.",
       "shape": {
        "kind": "object",
        "fields": [
         {
          "name": "new_owner",
          "help": "To whom.",
          "required": true,
          "shape": {
           "kind": "address"
          }
         },
         {
          "name": "expiry",
          "help": "Until when; for ever if omitted.",
          "required": false,
          "shape": {
           "kind": "point"
          }
         }
        ]
       }
      },
      {
       "name": "accept_ownership",
       "help": "Accepts the offer."
      },
      {
       "name": "renounce_ownership",
       "help": "Gives the ownership up, which is always refused."
      }
     ]
    }
   }
  ]
 },
 "staker-registry": {
  "register_staker": [
   {
    "name": "coinbase_address",
    "help": "Where block rewards go.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "signing_address",
    "help": "The hot key's account, first come.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "identity",
    "help": "Who the staker is; the sender if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "license",
    "help": "A licence in custody, in place of coins; none if omitted.",
    "required": false,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "bond": [
   {
    "name": "staker",
    "help": "The staker.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "unbond": [
   {
    "name": "staker",
    "help": "The staker.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "amount",
    "help": "How much, above zero, the fee included.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "fee",
    "help": "What whoever finalises it earns, at most the amount; 0 if omitted.",
    "required": false,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "owner",
    "help": "Whose item it is. Registrars only; the management itself if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "recipient",
    "help": "Who is paid; the owner if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "transfer_stake": [
   {
    "name": "from",
    "help": "The staker that gives.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "to",
    "help": "The staker that gets.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "amount",
    "help": "How much, above zero, the fee included.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "fee",
    "help": "What whoever finalises it earns, below the amount; 0 if omitted.",
    "required": false,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "owner",
    "help": "Whose item it is. Registrars only; the management itself if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "cancel_transfer": [
   {
    "name": "id",
    "help": "The transfer.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "finalize_unbond": [
   {
    "name": "id",
    "help": "The unbond.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "fee_recipient",
    "help": "Who gets the fee; the caller if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "finalize_transfer": [
   {
    "name": "id",
    "help": "The transfer.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "fee_recipient",
    "help": "Who gets the fee; the caller if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "finalize_many": [
   {
    "name": "transfers",
    "help": "Transfers, strictly increasing.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "integer"
     }
    }
   },
   {
    "name": "unbonds",
    "help": "Unbonds, strictly increasing.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "integer"
     }
    }
   },
   {
    "name": "fee_recipient",
    "help": "Who gets the fees; the caller if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "redirect": [
   {
    "name": "id",
    "help": "The unbond.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "recipient",
    "help": "Who is to be paid.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "set_state": [
   {
    "name": "staker",
    "help": "The staker.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "active",
    "help": "Whether it takes part.",
    "required": true,
    "shape": {
     "kind": "boolean"
    }
   }
  ],
  "set_signing_address": [
   {
    "name": "staker",
    "help": "The staker.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "signing_address",
    "help": "The new hot key's account.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "set_coinbase_address": [
   {
    "name": "staker",
    "help": "The staker.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "coinbase_address",
    "help": "Where block rewards go.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "receive_nft": [
   {
    "name": "token_id",
    "help": "Which one.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "msg",
    "help": "What the sender says.",
    "required": true,
    "shape": {
     "kind": "binary"
    }
   },
   {
    "name": "sender",
    "help": "Who sent it.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "unbond_license": [
   {
    "name": "token_id",
    "help": "The licence.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "release_license": [
   {
    "name": "token_id",
    "help": "The licence.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "liquidate": [
   {
    "name": "staker",
    "help": "The staker.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "amount",
    "help": "How much at most.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "evidence_id",
    "help": "The evidence, 1 to 128 bytes; works once.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   },
   {
    "name": "reason",
    "help": "Why, at most 128 bytes, for the record.",
    "required": true,
    "shape": {
     "kind": "text"
    }
   }
  ],
  "forward_revenue": [],
  "announce_config": [
   {
    "name": "change",
    "help": "What changes.",
    "required": true,
    "shape": {
     "kind": "object",
     "fields": [
      {
       "name": "registrars",
       "help": "The whole list of registrars.",
       "required": false,
       "shape": {
        "kind": "list",
        "of": {
         "kind": "address"
        }
       }
      },
      {
       "name": "signing_cooldown",
       "help": "Length of the signing cool-down, of the same kind as now.",
       "required": false,
       "shape": {
        "kind": "duration"
       }
      },
      {
       "name": "slasher",
       "help": "Who may liquidate.",
       "required": false,
       "shape": {
        "kind": "variants",
        "options": [
         {
          "name": "set",
          "help": "This account.",
          "shape": {
           "kind": "address"
          }
         },
         {
          "name": "none",
          "help": "Nobody.",
          "shape": {
           "kind": "object",
           "fields": []
          }
         }
        ]
       }
      },
      {
       "name": "transfer_lock",
       "help": "Length of the transfer lock, of the same kind as now.",
       "required": false,
       "shape": {
        "kind": "duration"
       }
      },
      {
       "name": "treasury",
       "help": "The treasury-decay contract.",
       "required": false,
       "shape": {
        "kind": "address"
       }
      },
      {
       "name": "unbond_lock",
       "help": "Length of the unbond lock, of the same kind as now.",
       "required": false,
       "shape": {
        "kind": "duration"
       }
      }
     ]
    }
   }
  ],
  "apply_config": [],
  "cancel_config": [],
  "set_license_contract": [
   {
    "name": "license_nft",
    "help": "Its address.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "set_guardian": [
   {
    "name": "guardian",
    "help": "Who may pause; nobody if omitted.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "pause": [],
  "unpause": [],
  "migrate_records": [
   {
    "name": "cursor",
    "help": "How many rows were passed so far.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "limit",
    "help": "Rows to pass at most, from 1; 100 if more.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "update_ownership": [
   {
    "name": "",
    "help": "",
    "required": true,
    "shape": {
     "kind": "variants",
     "options": [
      {
       "name": "transfer_ownership",
       "help": "Offers the ownership.",
       "shape": {
        "kind": "object",
        "fields": [
         {
          "name": "new_owner",
          "help": "To whom.",
          "required": true,
          "shape": {
           "kind": "address"
          }
         },
         {
          "name": "expiry",
          "help": "Until when; for ever if omitted.",
          "required": false,
          "shape": {
           "kind": "point"
          }
         }
        ]
       }
      },
      {
       "name": "accept_ownership",
       "help": "Accepts the offer."
      },
      {
       "name": "renounce_ownership",
       "help": "Gives the ownership up, which is always refused."
      }
     ]
    }
   }
  ]
 },
 "treasury-decay": {
  "delegation_changed": [
   {
    "name": "pool",
    "help": "The pool (its operator).",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "coinbase",
    "help": "Where rewards of this pool are to be sent.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "delegator",
    "help": "Whose stake changed.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "missed",
    "help": "Whether an earlier change of this pair was not delivered to this listener.",
    "required": true,
    "shape": {
     "kind": "boolean"
    }
   },
   {
    "name": "stake",
    "help": "The new weight of the delegator in the pool: tokens plus the coins of its licences.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   }
  ],
  "distribute_revenue": [],
  "settle": [
   {
    "name": "user",
    "help": "Whom.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "limit",
    "help": "Checkpoints to pass at most, from 1; 64 if omitted or more.",
    "required": false,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "collect": [
   {
    "name": "pool",
    "help": "The pool (its operator).",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "users",
    "help": "Whom, at most 20, none twice.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "address"
     }
    }
   },
   {
    "name": "limit",
    "help": "Checkpoints to pass at most in all, from 1; 64 if omitted, 256 if more.",
    "required": false,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "claim_share": [],
  "set_user_share": [
   {
    "name": "share_bps",
    "help": "The part, in hundredths of a per cent.",
    "required": true,
    "shape": {
     "kind": "bps"
    }
   }
  ],
  "roll_epoch": [],
  "identify": [
   {
    "name": "users",
    "help": "Whom, at most 20, none twice.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "address"
     }
    }
   }
  ],
  "revoke_identity": [
   {
    "name": "users",
    "help": "Whose, at most 20, none twice.",
    "required": true,
    "shape": {
     "kind": "list",
     "of": {
      "kind": "address"
     }
    }
   }
  ],
  "refresh_identity": [
   {
    "name": "user",
    "help": "Who.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   }
  ],
  "spend": [
   {
    "name": "to",
    "help": "To whom.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "amount",
    "help": "How much of the denom.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   }
  ],
  "spend_other": [
   {
    "name": "to",
    "help": "To whom.",
    "required": true,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "amount",
    "help": "How much.",
    "required": true,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "asset",
    "help": "Of what.",
    "required": true,
    "shape": {
     "kind": "variants",
     "options": [
      {
       "name": "native",
       "help": "The coin of this denom.",
       "shape": {
        "kind": "text"
       }
      },
      {
       "name": "cw20",
       "help": "The token of this contract.",
       "shape": {
        "kind": "address"
       }
      }
     ]
    }
   }
  ],
  "update_config": [
   {
    "name": "circulating_supply",
    "help": "How many coins circulate.",
    "required": false,
    "shape": {
     "kind": "variants",
     "options": [
      {
       "name": "fixed",
       "help": "So many.",
       "shape": {
        "kind": "object",
        "fields": [
         {
          "name": "amount",
          "help": "In base units, at least 1.",
          "required": true,
          "shape": {
           "kind": "amount"
          }
         }
        ]
       }
      },
      {
       "name": "bank_supply",
       "help": "All that the bank knows.",
       "shape": {
        "kind": "object",
        "fields": [
         {
          "name": "exclude",
          "help": "But for the balances of these accounts, at most 16, none twice.",
          "required": true,
          "shape": {
           "kind": "list",
           "of": {
            "kind": "address"
           }
          }
         }
        ]
       }
      }
     ]
    }
   },
   {
    "name": "epoch_secs",
    "help": "The length of the epochs after the running one, in seconds.",
    "required": false,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "min_stake",
    "help": "The smallest stake that is counted.",
    "required": false,
    "shape": {
     "kind": "amount"
    }
   },
   {
    "name": "registrar",
    "help": "Who keeps the list.",
    "required": false,
    "shape": {
     "kind": "address"
    }
   },
   {
    "name": "release_secs",
    "help": "Over how many seconds a coming revenue is released.",
    "required": false,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "unstaked_share",
    "help": "What happens to the unstaked share.",
    "required": false,
    "shape": {
     "kind": "choice",
     "options": [
      "burn",
      "treasury",
      "none"
     ]
    }
   }
  ],
  "migrate_records": [
   {
    "name": "cursor",
    "help": "How many rows were passed so far.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   },
   {
    "name": "limit",
    "help": "Rows to pass at most, from 1; 100 if more.",
    "required": true,
    "shape": {
     "kind": "integer"
    }
   }
  ],
  "update_ownership": [
   {
    "name": "",
    "help": "",
    "required": true,
    "shape": {
     "kind": "variants",
     "options": [
      {
       "name": "transfer_ownership",
       "help": "Offers the ownership.",
       "shape": {
        "kind": "object",
        "fields": [
         {
          "name": "new_owner",
          "help": "To whom.",
          "required": true,
          "shape": {
           "kind": "address"
          }
         },
         {
          "name": "expiry",
          "help": "Until when; for ever if omitted.",
          "required": false,
          "shape": {
           "kind": "point"
          }
         }
        ]
       }
      },
      {
       "name": "accept_ownership",
       "help": "Accepts the offer."
      },
      {
       "name": "renounce_ownership",
       "help": "Gives the ownership up, which is always refused."
      }
     ]
    }
   }
  ]
 }
} as const;
