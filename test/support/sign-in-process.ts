import { createPasswords } from '../../src/auth/passwords.ts'
import { createAuthentication, signIn } from '../../src/auth/sign-in.ts'
import { RequestError } from '../../src/core/errors.ts'
import { openDatabase } from '../../src/database/open.ts'
import { after } from './moment.ts'
import { testSettings } from './settings.ts'

/** A process that signs in at once with each of the passwords, and prints what came of it, a word a line. */
const [url = '', userName = '', ...passwords] = process.argv.slice(2)

const database = await openDatabase(testSettings({ DATABASE_URL: url }).database)
const keys = { authenticate: () => Promise.reject(new Error('there are no tokens here')) }
const auth = createAuthentication({ database, keys, secure: false, passwords: createPasswords(2) })

async function outcome(password: string): Promise<string> {
  try {
    const from = { address: '203.0.113.200', now: after(0), rememberMe: false, cookie: undefined }
    await signIn(auth, { userName, password, ...from })
    return 'OK'
  } catch (error) {
    return error instanceof RequestError ? error.code : String(error)
  }
}

process.stdout.write((await Promise.all(passwords.map(outcome))).join('\n'))
await database.close()
