import { beforeAll, expect, test } from 'vitest'
import { type Gateway, onBothDatabases } from '../support/gateway.ts'
import { askAs, type Claims } from './ask.ts'
import { buildWorld } from './build.ts'
import { administrator } from './mutate.ts'
import { viewOf } from './rules.ts'
import { identityOf, viewers } from './viewers.ts'
import type { World } from './world.ts'

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

const lists = ['customers', 'accounts', 'tags'] as const

/** Reads the page of a list that the arguments name, as some viewer. */
type ReadPage = (args: string) => Promise<Page>

onBothDatabases('a walk by cursors', (gateway) => {
  let world: World
  beforeAll(async () => {
    world = await buildWorld(gateway())
  })

  test.each(Object.entries(viewers))('by %s meets what they see, both ways', async (_name, plan) => {
    const identity = identityOf(world, plan)
    const view = viewOf(world, identity)
    for (const list of lists) {
      const read = pagesOf(gateway(), { ...identity }, list)
      const forth = await walkForth(read)
      expect(forth.toSorted()).toEqual(view[list].map(({ id }) => id).toSorted())
      expect(await walkBack(read)).toEqual(forth)
    }
  })

  test.each(Object.entries(viewers))(
    'by %s goes on at any cursor, of what they do not see as well',
    async (_name, plan) => {
      const identity = identityOf(world, plan)
      const view = viewOf(world, identity)
      for (const list of lists) {
        const seen = new Set(view[list].map(({ id }) => id))
        const read = pagesOf(gateway(), { ...identity }, list)
        const { edges } = await pagesOf(gateway(), administrator, list)('first: 250')
        const place = Math.floor(edges.length / 2)
        const cursor = edges[place]?.cursor
        const expected = (part: Page['edges']) => part.map(({ node }) => node.id).filter((id) => seen.has(id))
        expect(idsOf(await read(`last: 250, before: "${cursor}"`))).toEqual(expected(edges.slice(0, place)))
        expect(idsOf(await read(`first: 250, after: "${cursor}"`))).toEqual(expected(edges.slice(place + 1)))
      }
    },
  )
})

function pagesOf(gateway: Gateway, claims: Claims, list: (typeof lists)[number]): ReadPage {
  return async (args) => {
    const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'
    const { body } = await askAs(
      gateway,
      claims,
      `{ list: ${list}(${args}) { edges { cursor node { id } } ${pageInfo} } }`,
    )
    expect(body.errors).toBeUndefined()
    // The selection above is what a page says.
    const page = body.data?.list as Page
    expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor ?? null)
    expect(page.pageInfo.endCursor).toBe(page.edges.at(-1)?.cursor ?? null)
    return page
  }
}

/** The ids of a list, page by page from its start. */
async function walkForth(read: ReadPage, from = ''): Promise<readonly string[]> {
  const page = await read(`first: 4${from}`)
  const ids = idsOf(page)
  const { hasNextPage, endCursor } = page.pageInfo
  return hasNextPage ? [...ids, ...(await walkForth(read, `, after: "${endCursor}"`))] : ids
}

/** The ids of a list in its order, page by page from its end. */
async function walkBack(read: ReadPage, from = ''): Promise<readonly string[]> {
  const page = await read(`last: 4${from}`)
  const ids = idsOf(page)
  const { hasPreviousPage, startCursor } = page.pageInfo
  return hasPreviousPage ? [...(await walkBack(read, `, before: "${startCursor}"`)), ...ids] : ids
}

function idsOf({ edges }: Page): readonly string[] {
  return edges.map(({ node }) => node.id)
}
