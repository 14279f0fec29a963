import { type GraphQLSchema, isInputObjectType, isInterfaceType, isObjectType, isRequiredInputField } from 'graphql'
import type { Dto, Member } from './description.ts'

/** What the DTOs and their members mean, in the words of the graph wherever it has the same thing. */
export interface Words {
  ofType(dto: Dto): string | undefined
  ofMember(dto: Dto, member: Member): string | undefined
  /** Whether a request says nothing without it; members that have a default are never required. */
  isRequired(dto: Dto, member: Member): boolean
}

/** Things that the graph has not, or says otherwise: by `Dto.member` of a DTO or its base, or by the member alone. */
const own: Readonly<Record<string, string>> = {
  'ListRequest.page': 'Which page, counted from 0.',
  'ListRequest.all': 'Everything at once, as a stream. Use it with care.',
  'ListRequest.countPerPage': 'How many a page has: 1 to 1000, 25 when left out.',
  'ListRequest.specificIds': 'Only those with these ids.',
  'ListRequest.sortField':
    'What to sort by, without regard to case: Name, DateCreated, DateLastModified, Id, and ReferenceId of customers. By name when left out.',
  'ListRequest.sortOrder': 'Which way.',
  'ListRequest.simplifiedPaging': 'Leaves out the totals, which is faster.',
  'ListResponse.items': 'The page; empty behind the last one.',
  'ListResponse.totalCount': 'How many there are on all pages.',
  'ListResponse.totalPages': 'How many pages there are.',
  'ListResponse.hasMorePages': 'Whether there are pages after this one.',
  'Value.boolValue': 'A value that is true or false.',
  'Value.stringValue': 'A value that is a text.',
  'Value.numberValue': 'A value that is a finite number.',
  'Value.listValue': 'A value that is a list of objects.',
  'Value.structValue': 'A value that is an object.',
  'PatchCustomer.parentCustomerId': 'Moves the customer with all below it under another one of the same account.',
  'TestSchedule.schedule': 'The schedule to evaluate; the saved one when left out.',
  'TestSchedule.dateTime': 'The instant, RFC 3339; now when left out.',
  'TestScheduleResponse.stateName': 'The state that holds at that instant; empty where none does.',
  'TestScheduleResponse.timeZoneId': 'The zone on whose clock the schedule was read.',
  'Authenticate.provider': '`credentials`, or `logout` to sign out.',
  'Authenticate.rememberMe': 'Keeps the session for 14 days; else it ends after 30 idle minutes.',
  'AuthStatus.isAuthenticated': 'Whether you are signed in; nothing else is told when not.',
  'AuthStatus.id': 'Your user id.',
  'AuthStatus.name': 'Your name.',
  'AuthStatus.emailAddress': 'Your e-mail address, where one is known.',
  'AuthStatus.accountNames': 'The names of these accounts, in the same order.',
  'ResponseStatus.errorCode': 'What went wrong, in one word.',
  'ResponseStatus.message': 'What went wrong, in a sentence.',
  'ResponseStatus.errors': 'All that is wrong with the input, each with its place.',
  'ResponseError.errorCode': 'What is wrong with the member, in one word.',
  'ResponseError.fieldName': 'Where it is: `Schedule.Rules[0].ByMonth`.',
  'ResponseError.message': 'What was expected, and what came.',
  customerId: 'The id of the customer.',
  accountId: 'The id of the account.',
  accountIds: 'The accounts that you manage.',
  roles: 'Your roles: SystemAdministrator, Manager, Customer.',
  userName: 'The name of the user.',
  password: 'The password of the user.',
  userId: 'The id of the user.',
  displayName: 'The name to show for the user.',
  responseStatus: 'What went wrong.',
  permissions: 'Always empty: roles decide.',
  sessionId: 'Never set: the session is in the cookies.',
  referrerUrl: 'Never set.',
  bearerToken: 'Never set.',
  refreshToken: 'Never set.',
  profileUrl: 'Never set.',
  stackTrace: 'Never set.',
}

const ownTypes: Readonly<Record<string, string>> = {
  ListResponse: 'A page of a list, or all of it.',
  Value: 'One entry of a dictionary of data values; usually one member is set.',
  ErrorResponse: 'What every failed request answers.',
}

/** The words of the graph and our own. */
export function wordsOf(schema: GraphQLSchema): Words {
  return {
    ofType: ({ name }) => ownTypes[name] ?? outputType(schema, name)?.description ?? undefined,
    ofMember(dto, { key }) {
      const said = own[`${dto.name}.${key}`] ?? (dto.base && own[`${dto.base.name}.${key}`])
      return said ?? fieldOf(schema, dto, key)?.description ?? own[key]
    },
    isRequired(dto, { key, isNullable }) {
      const type = schema.getType(`${dto.name}Input`)
      const field = isInputObjectType(type) ? type.getFields()[key] : undefined
      return isNullable && field !== undefined && isRequiredInputField(field)
    },
  }
}

function outputType(schema: GraphQLSchema, name: string) {
  const type = schema.getType(name) ?? schema.getType(name.replace(/Info$/, ''))
  return isObjectType(type) || isInterfaceType(type) ? type : undefined
}

/** The same member in the graph: CustomerInfo is its Customer, ListCustomers its CustomerFilter. */
function fieldOf(schema: GraphQLSchema, { name }: Dto, key: string) {
  const inputs = [`${name}Input`, name.replace(/^List(\w+)s$/, '$1Filter')].map((each) => schema.getType(each))
  const input = inputs.find(isInputObjectType)
  return input?.getFields()[key] ?? outputType(schema, name)?.getFields()[key]
}
