import { Field, Int, ObjectType } from 'type-graphql'
import { DateTimeScalar } from '../core/scalars.ts'
import type { RateLimit } from './model.ts'

@ObjectType('RateLimit', {
  description:
    'Points per window, what this request cost, what is left, and when the window starts anew. Where nothing is limited, limit and remaining are 2147483647.',
  simpleResolvers: true,
})
export class RateLimitObject implements RateLimit {
  @Field(() => Int, { description: 'Points that you may spend in a window, which is a minute of the clock.' })
  limit!: number

  @Field(() => Int, {
    description:
      'What this request cost: 0 where it asks for nothing but this, which is answered also when nothing is left.',
  })
  cost!: number

  @Field(() => Int, { description: 'What you have left in this window, after this request.' })
  remaining!: number

  @Field(() => DateTimeScalar, { description: 'When the window ends, and you have all points again.' })
  resetAt!: Date
}
