import { Ctx, Query, Resolver } from 'type-graphql'
import type { Context } from '../context.ts'
import type { RateLimit } from './model.ts'
import { RateLimitObject } from './schema.ts'

@Resolver()
export class RateLimitResolver {
  @Query(() => RateLimitObject, { description: 'What requests may cost you, and what this one did.' })
  rateLimit(@Ctx() { meter }: Context): RateLimit {
    if (!meter) throw new Error('a request whose cost is not counted')
    return meter.read()
  }
}
