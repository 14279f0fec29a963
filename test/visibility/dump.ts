import type { Gateway } from '../support/gateway.ts'
import { askAs } from './ask.ts'
import { administrator } from './mutate.ts'

/**
 * All that is stored, as an administrator sees it.
 * @param stamps which of the members that change with every write are part of it.
 */
export async function dump(gateway: Gateway, stamps = ''): Promise<unknown> {
  const all = 'first: 250, orderBy: { field: Id }'
  const { body } = await askAs(
    gateway,
    administrator,
    `{
      customers(${all}) { nodes {
        id ${stamps} name referenceId isStaging data accountId parentCustomerId breadcrumb { id } tags { id }
        integrationData { key thirdPartyId } schedule { timeZoneId inherit defaultState }
        overrideBillingSettings billingSettings { base { baseCost } }
        overrideAppSettings appSettings { pageTitle enableDialer }
      } }
      accounts(${all}) { nodes {
        id ${stamps} name ancestorIds twilioAccountSid maxPhoneNumbers trustHubProfileSid logoId
        billingSettings { base { baseCost } }
      } }
      tags(${all}) { nodes { id name color accountId } }
    }`,
  )
  if (body.errors) throw new Error(JSON.stringify(body.errors))
  const webhooks = await gateway.database.query(
    'select "id", "accountId", "url", "position" from "Webhook" order by "id"',
  )
  const deliveries = await gateway.database.query('select * from "WebhookDelivery" order by "id"')
  return { ...body.data, webhooks, deliveries }
}

export const everyStamp = 'version dateCreated dateLastModified createdBy lastModifiedBy'
