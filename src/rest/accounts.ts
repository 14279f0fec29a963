import { type ListAccounts, listAccounts, readAccountInfo, streamAccounts } from '../account/rest.ts'
import { type NewAccount, newAccount, type PatchAccount, patchAccount } from '../account/service.ts'
import { type Call, objectOr404, type Reply, streamOf, valueOr400 } from './operation.ts'

/** ListAccounts: a numbered page, or everything as a stream. */
export async function runListAccounts({ context, request }: Call<ListAccounts>): Promise<Reply> {
  if (request.all) return streamOf(streamAccounts(context, request), request)
  return { kind: 'list', value: await listAccounts(context, request) }
}

export async function runGetAccount({ context, request }: Call<{ readonly accountId: string }>): Promise<Reply> {
  return objectOr404(await readAccountInfo(context, request.accountId), 'account')
}

export async function runNewAccount({ context, request }: Call<NewAccount>): Promise<Reply> {
  const id = valueOr400(await newAccount(context, request), null)
  return objectOr404(await readAccountInfo(context, id), 'account')
}

const resettable = ['twilioAccountSid', 'trustHubProfileSid', 'logoId', 'logoUri', 'billingSettings'] as const

/** PatchAccount: what is absent stays; `reset` clears. */
export async function runPatchAccount({
  context,
  request,
  expectedVersion,
  reset,
}: Call<PatchAccount>): Promise<Reply> {
  const cleared = resettable.filter((name) => reset.includes(name.toLowerCase())).map((name) => [name, null])
  const input = { ...request, ...Object.fromEntries(cleared), expectedVersion }
  const id = valueOr400(await patchAccount(context, input, { hasUnknownItems: true }), 'accountId')
  return objectOr404(await readAccountInfo(context, id), 'account')
}
