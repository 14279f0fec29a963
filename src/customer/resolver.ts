import {
  Arg,
  Args,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  type SubscribeResolverData,
  Subscription,
} from 'type-graphql'
import type { Account } from '../account/model.ts'
import { AccountObject } from '../account/schema.ts'
import { AppSettingsObject } from '../app-settings/schema.ts'
import { BillingEstimateObject, UsageInput } from '../billing/schema.ts'
import { CustomerChangeConnectionObject } from '../change/schema.ts'
import type { Context } from '../context.ts'
import { accept } from '../core/outcome.ts'
import { DateTimeScalar } from '../core/scalars.ts'
import { type Asked, AskedField } from '../fields/asked.ts'
import { connect } from '../fields/connect.ts'
import { find, follow, wantedOf } from '../fields/follow.ts'
import { payload } from '../fields/payload.ts'
import { asksFor, wantedBelow } from '../fields/selection.ts'
import { readPage } from '../page/arguments.ts'
import { connection } from '../page/connection.ts'
import { PageArgs } from '../page/schema.ts'
import { ScheduleObject } from '../schedule/schema.ts'
import type { Tag } from '../tag/model.ts'
import { DeleteTagInput, DeleteTagPayloadObject, TagObject } from '../tag/schema.ts'
import { type CustomerChangedEvent, followCustomers } from './changed.ts'
import { deleteTag } from './delete-tag.ts'
import { deleteCustomer, restoreCustomer } from './deletion.ts'
import {
  accountCustomerFields,
  customerFields,
  customerQueryFields,
  effectiveFields,
  tagCustomerFields,
} from './fields.ts'
import type { PastRow } from './history.ts'
import { countReached, type Impact, readReached } from './impact.ts'
import type { Owner } from './inheritance.ts'
import { graphqlForm } from './input.ts'
import type { Customer } from './model.ts'
import {
  ChangeImpactObject,
  CustomerBreadcrumbObject,
  CustomerChangedArgs,
  CustomerChangedEventObject,
  CustomerConnectionObject,
  CustomerImpactConnectionObject,
  CustomerListArgs,
  CustomerObject,
  DeleteCustomerInput,
  DeleteCustomerPayloadObject,
  EffectiveAppSettingsObject,
  EffectiveBillingSettingsObject,
  EffectiveScheduleObject,
  IntegrationDataObject,
  NewCustomerInput,
  NewCustomerPayloadObject,
  PatchCustomerInput,
  PatchCustomerPayloadObject,
  RestoreCustomerInput,
  RestoreCustomerPayloadObject,
  SetCustomerIntegrationInput,
  SetCustomerIntegrationPayloadObject,
  SetCustomerStagingModeInput,
  SetCustomerStagingModePayloadObject,
} from './schema.ts'
import { newCustomer, patchCustomer, setCustomerIntegration, setCustomerStagingMode } from './service.ts'
import { countCustomers, customersById, readCustomers } from './store.ts'

@Resolver(() => CustomerObject)
export class CustomerResolver {
  @Query(() => CustomerObject, {
    nullable: true,
    description: 'A customer by its id; null when there is none that you may see.',
  })
  customer(
    @Arg('id', () => ID, { description: 'The id of the customer.' }) id: string,
    @Arg('asOf', () => DateTimeScalar, {
      nullable: true,
      description:
        'As it stood at that instant, from its history; null where it was not there. Of then are its own fields, its ' +
        'tags that still exist, and whose child it was; what others decide is of now: breadcrumb, children, ' +
        'descendants, and inherited and effective values. What you may see is decided as of now.',
    })
    asOf: Date | null | undefined,
    @AskedField() asked: Asked,
  ) {
    return follow({ ...asked, row: { id, asOf: asOf ?? null } }, customerQueryFields.customer)
  }

  @Query(() => CustomerConnectionObject, {
    description: 'The customers that you may see, at any depth of their trees.',
  })
  customers(@Args(() => CustomerListArgs) args: CustomerListArgs, @AskedField() asked: Asked) {
    readPage(args)
    const { database, visible } = asked.context
    return connection(
      async () => readCustomers(database, await visible(), args, wantedOf(asked, customersById)),
      () => countCustomers(asked.context, args.filter ?? {}),
    )
  }

  @FieldResolver(() => [TagObject], { description: 'The tags that the customer carries, by name.' })
  tags(@AskedField() asked: Asked<Customer | PastRow>) {
    return follow(asked, customerFields.tags)
  }

  @FieldResolver(() => [IntegrationDataObject], { description: 'The integration dictionary, by key.' })
  integrationData(@AskedField() { row }: Asked<Customer>) {
    return customerFields.integrationData.from(row)
  }

  @FieldResolver(() => String, { description: 'The name of the account that serves the customer.' })
  accountName(@AskedField() asked: Asked<Customer>) {
    return follow(asked, customerFields.accountName)
  }

  @FieldResolver(() => AccountObject, { description: 'The account that serves the customer.' })
  account(@AskedField() asked: Asked<Customer>) {
    return follow(asked, customerFields.account)
  }

  @FieldResolver(() => CustomerObject, {
    nullable: true,
    description: 'The customer above; null for a root, and where you may not see it.',
  })
  parent(@AskedField() asked: Asked<Customer>) {
    return follow(asked, customerFields.parent)
  }

  @FieldResolver(() => [CustomerBreadcrumbObject], {
    description: 'The ancestors that you may see, root first, without the customer itself.',
  })
  breadcrumb(@AskedField() asked: Asked<Customer>) {
    return follow(asked, customerFields.breadcrumb)
  }

  @FieldResolver(() => CustomerConnectionObject, { description: 'Direct children.' })
  children(@Args(() => CustomerListArgs) args: CustomerListArgs, @AskedField() asked: Asked<Customer>) {
    return connect(asked, customerFields.children, args)
  }

  @FieldResolver(() => CustomerConnectionObject, { description: 'Everything below, at any depth.' })
  descendants(@Args(() => CustomerListArgs) args: CustomerListArgs, @AskedField() asked: Asked<Customer>) {
    return connect(asked, customerFields.descendants, args)
  }

  @FieldResolver(() => ScheduleObject, { description: "The customer's own schedule, as stored." })
  schedule(@AskedField() { row }: Asked<Customer>) {
    return customerFields.schedule.from(row)
  }

  @FieldResolver(() => ScheduleObject, {
    description: 'The schedule of the nearest ancestor that does not inherit; the empty one where there is none.',
  })
  inheritedSchedule(@AskedField() asked: Asked<Customer>) {
    return follow(asked, customerFields.inheritedSchedule)
  }

  @FieldResolver(() => EffectiveScheduleObject, {
    description: 'The schedule that applies: its own, or the inherited one when it inherits.',
  })
  effectiveSchedule(@AskedField() asked: Asked<Customer>) {
    return follow(asked, customerFields.effectiveSchedule)
  }

  @FieldResolver(() => EffectiveBillingSettingsObject, {
    description: "The billing settings that apply: its own when it overrides, else its parent's, else its account's.",
  })
  effectiveBillingSettings(@AskedField() asked: Asked<Customer>) {
    return follow(asked, customerFields.effectiveBillingSettings)
  }

  @FieldResolver(() => BillingEstimateObject, {
    description: 'What a usage would cost by the billing settings that apply.',
  })
  billingEstimate(
    @Arg('usage', () => [UsageInput], { description: 'What was used, each item at most once.' }) usage: UsageInput[],
    @AskedField() asked: Asked<Customer>,
  ) {
    return follow(asked, customerFields.billingEstimate, { usage })
  }

  @FieldResolver(() => AppSettingsObject, {
    nullable: true,
    description: "The customer's own app settings, as stored.",
  })
  appSettings(@AskedField() { row }: Asked<Customer>) {
    return customerFields.appSettings.from(row)
  }

  @FieldResolver(() => EffectiveAppSettingsObject, {
    description: "The app settings that apply: its own when it overrides, else its parent's.",
  })
  effectiveAppSettings(@AskedField() asked: Asked<Customer>) {
    return follow(asked, customerFields.effectiveAppSettings)
  }

  @FieldResolver(() => CustomerChangeConnectionObject, {
    description:
      'Every change of this customer, newest first. Where a customer is older than the records, they begin with an import.',
  })
  history(@Args(() => PageArgs) args: PageArgs, @AskedField() asked: Asked<Customer>) {
    return connect(asked, customerFields.history, args)
  }

  @Mutation(() => NewCustomerPayloadObject, {
    description: 'Makes a customer, with an empty schedule that inherits.',
  })
  async newCustomer(
    @Arg('input', () => NewCustomerInput, { description: 'The customer to make.' }) input: NewCustomerInput,
    @AskedField() asked: Asked,
  ) {
    return payload(asked, 'customer', customersById, await newCustomer(asked.context, input, graphqlForm))
  }

  @Mutation(() => PatchCustomerPayloadObject, {
    description: 'Changes a customer. A field left out stays as it is; an explicit null clears it.',
  })
  async patchCustomer(
    @Arg('input', () => PatchCustomerInput, { description: 'What to change.' }) input: PatchCustomerInput,
    @AskedField() asked: Asked,
  ) {
    const withImpact = asksFor(asked, 'impact')
    const outcome = await patchCustomer(asked.context, { withImpact, ...input }, graphqlForm)
    if (!outcome.ok) return { userErrors: outcome.userErrors }
    const { id, impact } = outcome.value
    return Object.assign(payload(asked, 'customer', customersById, accept(id)), { impact })
  }

  @Mutation(() => SetCustomerStagingModePayloadObject, {
    description: "Leads the customer's phone numbers to the staging server, or back.",
  })
  async setCustomerStagingMode(
    @Arg('input', () => SetCustomerStagingModeInput, { description: 'Which customer, and where to.' })
    input: SetCustomerStagingModeInput,
    @AskedField() asked: Asked,
  ) {
    return payload(asked, 'customer', customersById, await setCustomerStagingMode(asked.context, input))
  }

  @Mutation(() => SetCustomerIntegrationPayloadObject, {
    description: 'Sets one entry of the integration dictionary, or removes it.',
  })
  async setCustomerIntegration(
    @Arg('input', () => SetCustomerIntegrationInput, { description: 'The entry.' }) input: SetCustomerIntegrationInput,
    @AskedField() asked: Asked,
  ) {
    return payload(asked, 'customer', customersById, await setCustomerIntegration(asked.context, input))
  }

  @Mutation(() => DeleteCustomerPayloadObject, {
    description: 'Deletes a customer, which vanishes everywhere at once; `restoreCustomer` brings it back.',
  })
  async deleteCustomer(
    @Arg('input', () => DeleteCustomerInput, { description: 'The customer to delete.' }) input: DeleteCustomerInput,
    @AskedField() asked: Asked,
  ) {
    const outcome = await deleteCustomer(asked.context, input)
    return outcome.ok
      ? { deletedCustomerIds: outcome.value, userErrors: [] }
      : { deletedCustomerIds: [], userErrors: outcome.userErrors }
  }

  @Mutation(() => RestoreCustomerPayloadObject, {
    description:
      'Brings back a deleted customer with all that was deleted in the same act: ids, tags, settings and history. Under ' +
      'a deleted parent it is a Conflict.',
  })
  async restoreCustomer(
    @Arg('input', () => RestoreCustomerInput, { description: 'The customer to bring back.' })
    input: RestoreCustomerInput,
    @AskedField() asked: Asked,
  ) {
    return payload(asked, 'customer', customersById, await restoreCustomer(asked.context, input.customerId))
  }

  @Mutation(() => DeleteTagPayloadObject, { description: 'Deletes a tag; customers who carried it lose it.' })
  async deleteTag(
    @Arg('input', () => DeleteTagInput, { description: 'The tag to delete.' }) input: DeleteTagInput,
    @AskedField() asked: Asked,
  ) {
    const outcome = await deleteTag(asked.context, input.tagId)
    return outcome.ok ? { deletedTagId: outcome.value, userErrors: [] } : { userErrors: outcome.userErrors }
  }
}

@Resolver(() => ChangeImpactObject)
export class ChangeImpactResolver {
  @FieldResolver(() => Int, { description: 'How many customers the change reaches. Counted only when asked for.' })
  affectedCount(@AskedField() { row, context }: Asked<Impact>) {
    return countReached(context, row)
  }

  @FieldResolver(() => CustomerImpactConnectionObject, {
    description: 'They, by name. With `dryRun` a further page is asked for with the same change again.',
  })
  customers(@Args(() => PageArgs) args: PageArgs, @AskedField() asked: Asked<Impact>) {
    readPage(args)
    const { row, context } = asked
    return connection(
      () => readReached(context, row, { args, wanted: wantedOf(asked, customersById) }),
      () => countReached(context, row),
    )
  }
}

/** What customers add to Account. */
@Resolver(() => AccountObject)
export class AccountCustomerResolver {
  @FieldResolver(() => CustomerConnectionObject, {
    description: 'The customers of exactly this account, at any depth.',
  })
  customers(@Args(() => CustomerListArgs) args: CustomerListArgs, @AskedField() asked: Asked<Account>) {
    return connect(asked, accountCustomerFields.customers, args)
  }
}

/** What customers add to Tag. */
@Resolver(() => TagObject)
export class TagCustomerResolver {
  @FieldResolver(() => CustomerConnectionObject, { description: 'The customers that carry the tag.' })
  customers(@Args(() => CustomerListArgs) args: CustomerListArgs, @AskedField() asked: Asked<Tag>) {
    return connect(asked, tagCustomerFields.customers, args)
  }
}

type Owned = { readonly owner: Owner | null }

@Resolver(() => EffectiveScheduleObject)
export class EffectiveScheduleResolver {
  @FieldResolver()
  inheritedFrom(@AskedField() asked: Asked<Owned>) {
    return follow(asked, effectiveFields.inheritedFrom)
  }
}

@Resolver(() => EffectiveBillingSettingsObject)
export class EffectiveBillingSettingsResolver {
  @FieldResolver()
  inheritedFrom(@AskedField() asked: Asked<Owned>) {
    return follow(asked, effectiveFields.inheritedFrom)
  }
}

@Resolver(() => EffectiveAppSettingsObject)
export class EffectiveAppSettingsResolver {
  @FieldResolver()
  inheritedFrom(@AskedField() asked: Asked<Owned>) {
    return follow(asked, effectiveFields.inheritedFrom)
  }
}

@Resolver(() => CustomerChangedEventObject)
export class CustomerChangedResolver {
  @Subscription(() => CustomerChangedEventObject, {
    description: 'Every change that you may see, in order, within a second of its commit, whichever process made it.',
    subscribe: ({ args, context, info }: SubscribeResolverData<unknown, CustomerChangedArgs, Context>) =>
      followCustomers(context, args, wantedBelow(context.fields, info, 'CustomerChange')),
  })
  customerChanged(@Args(() => CustomerChangedArgs) _args: CustomerChangedArgs, @AskedField() asked: Asked<object>) {
    return asked.row
  }

  @FieldResolver(() => CustomerObject, {
    nullable: true,
    description:
      'The customer as it is now; null once it is deleted, and after a change that took it out of your sight.',
  })
  customer(@AskedField() asked: Asked<CustomerChangedEvent>) {
    const { change, hasDeparted } = asked.row
    return hasDeparted ? null : find(asked, customersById, change.customerId)
  }
}
