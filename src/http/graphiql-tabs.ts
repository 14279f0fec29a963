/** A query to start from; the names of operations are the titles of the tabs. */
interface Tab {
  readonly query: string
  readonly variables?: string
}

const customers = `# Ctrl-Enter runs it. The docs are behind the book at the top left.
query Customers($first: Int = 10, $after: String, $filter: CustomerFilter) {
  customers(first: $first, after: $after, filter: $filter) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      name
      referenceId
      isStaging
      accountName
      breadcrumb {
        name
      }
      tags {
        name
        color
      }
    }
  }
}
`

const tree = `# From each account down: its customers, those below them, and how many there are in all.
query Tree {
  accounts(first: 3) {
    nodes {
      name
      customers(first: 5) {
        totalCount
        nodes {
          name
          children(first: 5) {
            nodes {
              name
              children(first: 5) {
                nodes {
                  name
                }
              }
            }
          }
        }
      }
    }
  }
}
`

const effectiveSettings = `# What applies to customers, their own or inherited, and from whom.
query EffectiveSettings($filter: CustomerFilter) {
  customers(first: 5, filter: $filter) {
    nodes {
      id
      name
      effectiveSchedule {
        timeZoneId
        inherited
        inheritedFrom {
          ...owner
        }
        schedule {
          defaultState
          rules {
            name
            state
          }
        }
      }
      effectiveAppSettings {
        inherited
        inheritedFrom {
          ...owner
        }
        settings {
          pageTitle
          enableDialer
        }
      }
      effectiveBillingSettings {
        inherited
        inheritedFrom {
          ...owner
        }
        settings {
          base {
            baseCost
          }
        }
      }
    }
  }
}

fragment owner on SettingsOwner {
  __typename
  ... on Customer {
    customerName: name
  }
  ... on Account {
    accountName: name
  }
}
`

const patch = `# Put the id of a customer, from the first tab, into the variables below.
# A field left out stays as it is; an explicit null clears it.
mutation Patch($input: PatchCustomerInput!) {
  patchCustomer(input: $input) {
    customer {
      id
      name
      referenceId
      version
      dateLastModified
    }
    userErrors {
      code
      field
      message
    }
  }
}
`

const changes = `# Runs until you stop it. Change a customer in another tab, and see it here.
subscription Changes {
  customerChanged {
    change {
      id
      action
      by
      before
      after
    }
    customer {
      id
      name
    }
  }
}
`

/** What GraphiQL opens with. Ids differ from database to database, so the queries need none. */
export const startingTabs: readonly Tab[] = [
  // GraphiQL starts the first one without its variables.
  { query: customers },
  { query: tree },
  { query: effectiveSettings, variables: variables({ filter: { isStaging: false } }) },
  { query: patch, variables: variables({ input: { customerId: 'an id', referenceId: 'REF-1' } }) },
  { query: changes },
]

function variables(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
