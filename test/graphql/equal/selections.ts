import {
  doTypesOverlap,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  TypeNameMetaFieldDef,
} from 'graphql'
import type { Random } from '../../../src/transfer/sample/random.ts'
import { fieldsOf, type Step } from './aim.ts'
import { type Entry, emptyScope, fits, merge, put, type Scope } from './scope.ts'
import type { Arguments } from './variables.ts'

type Field = GraphQLField<unknown, unknown>

/** A fragment of the document, and what it selects. */
interface Fragment {
  readonly name: string
  readonly on: GraphQLCompositeType
  readonly text: string
  readonly scope: Scope
  readonly depth: number
}

/** Where selections are written. */
interface Spot {
  readonly type: GraphQLCompositeType
  readonly scope: Scope
  /** How many fields may still nest below. */
  readonly depth: number
  /** How many objects of the type the answer may hold. */
  readonly times: number
  /** The page size of the connection that this is, 1 elsewhere. */
  readonly page: number
  /** Whether it leads to what the operation is to ask for. */
  readonly aims: boolean
}

export interface SelectionParts {
  readonly schema: GraphQLSchema
  readonly random: Random
  readonly args: Arguments
  readonly stepsFrom: (type: GraphQLCompositeType) => readonly Step[]
  /** As `stepsFrom`; from a root there are other ways, mostly through lists, to more than one object. */
  readonly stepsFromRoot: (type: GraphQLCompositeType) => readonly Step[]
  /** Whether a field may be asked for. */
  readonly allows: (field: Field, parent: GraphQLCompositeType) => boolean
  /** About how many fields there are in all. */
  readonly fields: number
}

/** Writes selections of one document: all of them may share its fragments. */
export interface Selections {
  readonly fragments: readonly Pick<Fragment, 'name' | 'text'>[]
  write(type: GraphQLCompositeType, depth: number): string
}

const mostTimes = 150
/** The limit of the service is 100, and of directives 50. */
const mostAliases = 80
const mostDirectives = 40

const overlaps = new WeakMap<GraphQLCompositeType, readonly GraphQLCompositeType[]>()

function overlappingWith(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
  const known = overlaps.get(type)
  if (known) return known
  const found = Object.values(schema.getTypeMap())
    .filter((other) => isCompositeType(other))
    .filter((other) => !other.name.startsWith('__') && doTypesOverlap(schema, type, other))
  overlaps.set(type, found)
  return found
}

export function createSelections(parts: SelectionParts): Selections {
  const { schema, random, args, stepsFrom, stepsFromRoot, allows, fields } = parts
  const fragments: Fragment[] = []
  const root = emptyScope()
  let [left, aliases, directives] = [fields, 0, 0]

  const directive = () => {
    if (directives >= mostDirectives) return ''
    const text = args.directive()
    directives += text.split('@').length - 1
    return text
  }

  const keyOf = (scope: Scope, entry: Entry): string | null => {
    const others = fieldsOf(entry.parent).map(({ name }) => name)
    const alias = random.pick(['a', 'b', 'id', 'nodes', random.pick(others.length > 0 ? others : ['c'])])
    const wanted = random.chance(0.12) ? alias : entry.field
    if (fits(scope, wanted, entry)) return wanted
    const other = `${entry.field}_${random.below(1000)}`
    return fits(scope, other, entry) ? other : null
  }

  /** One that stands there already may be selected once more, with the same arguments. */
  const entryOf = (scope: Scope, parent: GraphQLCompositeType, field: Field): Entry => {
    const known = [...scope.entries.values()]
      .flat()
      .filter((each) => each.parent === parent && each.field === field.name)
    if (known.length > 0 && random.chance(0.6)) return random.pick(known)
    const { text, size } = args.write(`${parent.name}.${field.name}`, field.args, getNamedType(field.type))
    return { parent, field: field.name, args: text, size, returned: field.type }
  }

  const writeField = (spot: Spot, field: Field, aims: boolean): string | null => {
    const returned = getNamedType(field.type)
    const isLeaf = !isCompositeType(returned)
    const times = spot.times * (field.name === 'nodes' || field.name === 'edges' ? spot.page : 1)
    if (!aims && (left <= 0 || (!isLeaf && (spot.depth <= 1 || times > mostTimes)))) return null
    const entry = entryOf(spot.scope, spot.type, field)
    const key = keyOf(spot.scope, entry)
    if (key === null || (aliases >= mostAliases && (key !== entry.field || spot.scope.entries.has(key)))) return null
    left--
    if (key !== entry.field || spot.scope.entries.has(key)) aliases++
    const below = put(spot.scope, key, entry)
    const head = `${key === entry.field ? '' : `${key}: `}${entry.field}${entry.args}${aims ? '' : directive()}`
    if (isLeaf) return head
    const inner = { type: returned, scope: below, depth: spot.depth - 1, times, page: entry.size, aims }
    return `${head} ${writeSelections(inner)}`
  }

  const writeTypename = ({ scope, type: parent }: Spot): string | null => {
    const entry = { parent, field: '__typename', args: '', size: 1, returned: TypeNameMetaFieldDef.type }
    const key = random.pick(['t', 'name', 'id'])
    if (!fits(scope, key, entry) || aliases >= mostAliases) return null
    aliases++
    put(scope, key, entry)
    return `${key}: __typename`
  }

  const writeStep = (spot: Spot, step: Step): string | null => {
    if ('field' in step) return writeField(spot, step.field, true)
    return `... on ${step.object.name} ${writeSelections({ ...spot, type: step.object })}`
  }

  /** A type that objects of `type` may be seen as. */
  const anyCondition = (type: GraphQLCompositeType): GraphQLCompositeType => {
    const overlapping = overlappingWith(schema, type)
    const abstract = overlapping.filter((other) => isAbstractType(other))
    return random.pick(random.chance(0.2) && abstract.length > 0 ? abstract : overlapping)
  }

  const writeInline = (spot: Spot): string => {
    left--
    if (random.chance(0.15)) return `...${directive()} ${writeSelections(spot)}`
    const on = anyCondition(spot.type)
    return `... on ${on.name}${directive()} ${writeSelections({ ...spot, type: on })}`
  }

  /** Of two fields that cannot stand beside each other the fragment is not spread there. */
  const writeSpread = (spot: Spot): string | null => {
    const known = fragments.filter(
      ({ on, depth }) => depth <= spot.depth && doTypesOverlap(schema, on, spot.type) && spot.times < 30,
    )
    const fragment = known.length > 0 && random.chance(0.6) ? random.pick(known) : newFragment(spot)
    return merge(spot.scope, fragment.scope) ? `...${fragment.name}${directive()}` : null
  }

  const newFragment = (spot: Spot): Fragment => {
    const [on, scope, depth] = [anyCondition(spot.type), emptyScope(), Math.min(spot.depth, 3)]
    const text = writeSelections({ ...spot, type: on, scope, depth, aims: false })
    const name = `F${fragments.length}`
    const fragment = { name, on, scope, depth, text: `fragment ${name} on ${on.name} ${text}` }
    fragments.push(fragment)
    return fragment
  }

  const writeSome = (spot: Spot): string | null => {
    const form = random.fraction()
    if (form < 0.08) return random.chance(0.8) ? '__typename' : writeTypename(spot)
    if (form < 0.2 && left > 0) return writeInline({ ...spot, aims: false })
    if (form < 0.3 && left > 0) return writeSpread(spot)
    const own = fieldsOf(spot.type).filter((field) => allows(field, spot.type))
    if (own.length > 0) return writeField(spot, random.pick(own), false)
    return left > 0 ? writeInline({ ...spot, aims: false }) : null
  }

  const writeSelections = (spot: Spot): string => {
    const isAtRoot = spot.scope === root && random.chance(0.6)
    const steps = spot.aims ? (isAtRoot ? stepsFromRoot : stepsFrom)(spot.type) : []
    const aimed = steps.length > 0 ? [writeStep(spot, random.pick(steps))] : []
    const most = random.chance(0.15) ? 12 : 5
    const count = left > 0 ? 1 + random.below(most) : 1
    const some = Array.from({ length: count }, () => writeSome(spot))
    const parts = [...(random.chance(0.5) ? [...aimed, ...some] : [...some, ...aimed])].filter((part) => part !== null)
    if (isAbstractType(spot.type) && (spot.aims || random.chance(0.6))) parts.push('__typename')
    if (parts.length === 0) parts.push('__typename')
    return `{ ${parts.join(random.pick([' ', '\n  ', ', ']))} }`
  }

  return {
    fragments,
    write: (type, depth) => writeSelections({ type, scope: root, depth, times: 1, page: 1, aims: true }),
  }
}
