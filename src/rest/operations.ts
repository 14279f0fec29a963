import { runGetAccount, runListAccounts, runNewAccount, runPatchAccount } from './accounts.ts'
import { runAuthenticate, runAuthStatus, runLogout } from './auth.ts'
import {
  runDeleteCustomer,
  runGetCustomer,
  runGetInheritedSchedule,
  runListCustomers,
  runNewCustomer,
  runPatchCustomer,
  runSetStaging,
  runTestSchedule,
} from './customers.ts'
import type { Dto } from './description.ts'
import * as dtos from './dto.ts'
import type { Call, Reply } from './operation.ts'

/** One operation of the service documents. */
export interface Operation {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly template: string
  /** Whether it answers nobody as well. */
  readonly isOpen?: boolean
  /** Whether it changes nothing, though its method is one that writes. */
  readonly isSafe?: boolean
  /** What it does, for `/metadata` and `/openapi.json`. */
  readonly summary: string
  readonly request: Dto
  /** Null where it answers nothing: 204. */
  readonly response: Dto | null
  run(call: Call<object>): Promise<Reply>
}

/** Whether an `Idempotency-Key` is of use: it belongs to a user, and to a write. */
export function isIdempotent({ method, isOpen = false, isSafe = false }: Operation): boolean {
  return (method === 'POST' || method === 'PATCH') && !isOpen && !isSafe
}

/**
 * An operation whose request has been read by its DTO: the types of its members are checked against the DTO before
 * it runs, which the compiler cannot see.
 */
function operation<Request extends object>(
  parts: Omit<Operation, 'run' | 'name'> & { run(call: Call<Request>): Promise<Reply> },
): Operation {
  return { ...parts, name: parts.request.name, run: (call) => parts.run(call as Call<Request>) }
}

/** The DTOs that an operation reads and answers. */
export function dtosOf({ request, response }: Operation): readonly Dto[] {
  return response === null ? [request] : [request, response]
}

/** All operations, in the order in which `/metadata` lists them. */
export const operations: readonly Operation[] = [
  operation({
    method: 'GET',
    template: '/customers',
    summary: 'Lists the customers that you may see: a numbered page, or all of them.',
    request: dtos.listCustomers,
    response: dtos.customerList,
    run: runListCustomers,
  }),
  operation({
    method: 'GET',
    template: '/customers/{customerId}',
    summary: 'Gets a customer.',
    request: dtos.getCustomer,
    response: dtos.customerInfo,
    run: runGetCustomer,
  }),
  operation({
    method: 'POST',
    template: '/customers',
    summary: 'Makes a customer.',
    request: dtos.newCustomer,
    response: dtos.customerInfo,
    run: runNewCustomer,
  }),
  operation({
    method: 'PATCH',
    template: '/customers/{customerId}',
    summary: 'Changes a customer: what is null or absent stays, `?reset=` names what to clear.',
    request: dtos.patchCustomer,
    response: dtos.customerInfo,
    run: runPatchCustomer,
  }),
  operation({
    method: 'DELETE',
    template: '/customers/{customerId}',
    summary: 'Deletes a customer; with `withDescendants`, all below it as well.',
    request: dtos.deleteCustomer,
    response: null,
    run: runDeleteCustomer,
  }),
  operation({
    method: 'POST',
    template: '/customers/{customerId}/staging',
    summary: "Leads a customer's phone numbers to the staging server, or back.",
    request: dtos.setCustomerStagingMode,
    response: dtos.customerInfo,
    run: runSetStaging,
  }),
  operation({
    method: 'GET',
    template: '/customers/{customerId}/inherited-schedule',
    summary: 'Gets the schedule of the nearest ancestor that does not inherit.',
    request: dtos.getInheritedSchedule,
    response: dtos.schedule,
    run: runGetInheritedSchedule,
  }),
  operation({
    method: 'POST',
    template: '/customers/{customerId}/test-schedule',
    isSafe: true,
    summary: 'Evaluates a schedule at an instant: the saved one, or one that is sent along. Saves nothing.',
    request: dtos.testSchedule,
    response: dtos.testScheduleResponse,
    run: runTestSchedule,
  }),
  operation({
    method: 'GET',
    template: '/accounts',
    summary: 'Lists the accounts that you may see: a numbered page, or all of them.',
    request: dtos.listAccounts,
    response: dtos.accountList,
    run: runListAccounts,
  }),
  operation({
    method: 'GET',
    template: '/accounts/{accountId}',
    summary: 'Gets an account.',
    request: dtos.getAccount,
    response: dtos.accountInfo,
    run: runGetAccount,
  }),
  operation({
    method: 'POST',
    template: '/accounts',
    summary: 'Makes an account.',
    request: dtos.newAccount,
    response: dtos.accountInfo,
    run: runNewAccount,
  }),
  operation({
    method: 'PATCH',
    template: '/accounts/{accountId}',
    summary: 'Changes an account: what is null or absent stays, `?reset=` names what to clear.',
    request: dtos.patchAccount,
    response: dtos.accountInfo,
    run: runPatchAccount,
  }),
  operation({
    method: 'POST',
    template: '/auth/credentials',
    isOpen: true,
    summary: 'Signs in with a user name and password; the session is in the cookies.',
    request: dtos.authenticate,
    response: dtos.authenticateResponse,
    run: runAuthenticate,
  }),
  operation({
    method: 'POST',
    template: '/auth/logout',
    isOpen: true,
    summary: 'Signs out: ends the session and takes its cookies away.',
    request: dtos.logout,
    response: dtos.authenticateResponse,
    run: runLogout,
  }),
  operation({
    method: 'GET',
    template: '/auth/status',
    isOpen: true,
    summary: 'Tells who you are.',
    request: dtos.getAuthStatus,
    response: dtos.authStatus,
    run: runAuthStatus,
  }),
]
