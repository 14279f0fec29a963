import { FieldResolver, Resolver } from 'type-graphql'
import { type Asked, AskedField } from '../fields/asked.ts'
import { changeFields } from './fields.ts'
import type { CustomerChange } from './model.ts'
import { CustomerChangeObject } from './schema.ts'

@Resolver(() => CustomerChangeObject)
export class CustomerChangeResolver {
  @FieldResolver(() => [String], { description: 'The names of the fields that changed.' })
  fields(@AskedField() { row }: Asked<CustomerChange>) {
    return changeFields.fields.from(row)
  }
}
