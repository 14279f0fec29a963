import type { World } from './world.ts'

/** Who asks, in the names of the world; names that it does not have become ids that nothing has. */
export interface ViewerPlan {
  readonly roles: readonly string[]
  readonly accounts?: readonly string[]
  readonly customers?: readonly string[]
}

/** The claims that decide what a viewer may see. */
export interface Identity {
  readonly sub: string
  readonly roles: readonly string[]
  readonly accountIds: readonly string[]
  readonly customerIds: readonly string[]
}

export function identityOf(world: World, { roles, accounts = [], customers = [] }: ViewerPlan): Identity {
  return { sub: 'viv', roles, accountIds: accounts.map(world.id), customerIds: customers.map(world.id) }
}

/** Every kind of viewer that there is. */
export const viewers: Readonly<Record<string, ViewerPlan>> = {
  'a SystemAdministrator': { roles: ['SystemAdministrator'] },

  'a Manager of a root account': { roles: ['Manager'], accounts: ['East'] },
  'a Manager of a middle account': { roles: ['Manager'], accounts: ['Oslo'] },
  'a Manager of a leaf account': { roles: ['Manager'], accounts: ['Port'] },
  'a Manager of an account without customers': { roles: ['Manager'], accounts: ['Turku'] },
  'a Manager of two accounts': { roles: ['Manager'], accounts: ['Turku', 'Cork'] },
  'a Manager of an account and one below it': { roles: ['Manager'], accounts: ['Port', 'East'] },
  'a Manager of an account and an unknown one': { roles: ['Manager'], accounts: ['nowhere', 'West'] },
  'a Manager of an unknown account': { roles: ['Manager'], accounts: ['nowhere'] },
  'a Manager of none': { roles: ['Manager'] },
  'a Manager of what is a customer': { roles: ['Manager'], accounts: ['Oslo 1'] },
  'a Manager with customers but not their role': { roles: ['Manager'], customers: ['Oslo 1'] },

  'a Customer of a root': { roles: ['Customer'], customers: ['Oslo 1'] },
  'a Customer of a middle one': { roles: ['Customer'], customers: ['Oslo 1.1'] },
  'a Customer of a deep one': { roles: ['Customer'], customers: ['Port 1.1.1'] },
  'a Customer of a leaf': { roles: ['Customer'], customers: ['Cork 1.1.1.1'] },
  'a Customer of two nested ones': { roles: ['Customer'], customers: ['East 1.1.1', 'East 1'] },
  'a Customer of two nested ones below the root': { roles: ['Customer'], customers: ['East 1.1', 'East 1.1.1.1'] },
  'a Customer of two siblings': { roles: ['Customer'], customers: ['West 1.1', 'West 1.2'] },
  'a Customer of two trees': { roles: ['Customer'], customers: ['West 1.1', 'West 2.1'] },
  'a Customer in two accounts': { roles: ['Customer'], customers: ['East 1.1', 'Cork 2'] },
  'a Customer in an account and one below it': { roles: ['Customer'], customers: ['Oslo 2', 'Port 1.1'] },
  'a Customer of one and an unknown one': { roles: ['Customer'], customers: ['nobody', 'Port 2.1'] },
  'a Customer of an unknown one': { roles: ['Customer'], customers: ['nobody'] },
  'a Customer of a deleted one': { roles: ['Customer'], customers: ['Oslo 3'] },
  'a Customer of one and a deleted one below it': { roles: ['Customer'], customers: ['Oslo 1.3', 'Oslo 1'] },
  'a Customer of none': { roles: ['Customer'] },
  'a Customer of what is an account': { roles: ['Customer'], customers: ['Oslo'] },
  'a Customer with accounts but not their role': { roles: ['Customer'], accounts: ['East'] },

  'a Manager and Customer of the same account': {
    roles: ['Manager', 'Customer'],
    accounts: ['Oslo'],
    customers: ['Oslo 1.1'],
  },
  'a Manager and Customer of an account above': {
    roles: ['Manager', 'Customer'],
    accounts: ['Port'],
    customers: ['Oslo 1.1'],
  },
  'a Manager and Customer of an account below': {
    roles: ['Customer', 'Manager'],
    accounts: ['East'],
    customers: ['Port 1.1.1'],
  },
  'a Manager and Customer of accounts apart': {
    roles: ['Manager', 'Customer'],
    accounts: ['Cork'],
    customers: ['East 1.2', 'Port 2'],
  },
  'a Manager of none and Customer': { roles: ['Manager', 'Customer'], customers: ['West 1.1'] },
  'a Manager and Customer of none': { roles: ['Manager', 'Customer'], accounts: ['West'] },
  'a Customer and SystemAdministrator': { roles: ['Customer', 'SystemAdministrator'], customers: ['Oslo 1.1'] },
  'a Manager and SystemAdministrator': { roles: ['Manager', 'SystemAdministrator'], accounts: ['Port'] },
  'one of all roles': {
    roles: ['Customer', 'Manager', 'SystemAdministrator'],
    accounts: ['Port'],
    customers: ['East 1'],
  },

  'an unknown role': { roles: ['Root'], accounts: ['East'], customers: ['West 1'] },
  'a role in other letters': { roles: ['systemadministrator', 'MANAGER'], accounts: ['East'] },
  'an unknown role beside a known one': { roles: ['Root', 'Customer'], customers: ['Cork 1'], accounts: ['East'] },
  'no role': { roles: [], accounts: ['East'], customers: ['West 1'] },
}
