import { printSchema } from 'graphql'
import { postgraphile } from 'postgraphile'
import { presetOf } from './preset.ts'

const schema = await postgraphile(presetOf(JSON.parse(process.env.BENCH ?? ''))).getSchema()
console.log(printSchema(schema))
process.exit(0)
