import { createHash } from 'node:crypto'
import type { DictionaryType, Dto, Scalar, Type } from '../description.ts'

export const schemaNamespace = 'http://www.w3.org/2001/XMLSchema'
export const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance'
export const arraysNamespace = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays'

/** A name as a .NET data contract has it. */
export interface ContractName {
  readonly local: string
  readonly namespace: string
}

/**
 * The name of a type's contract: what its element is called as a root or as an item of a list.
 * @see .NET's DataContractSerializer, GetStableName
 */
export function contractName(type: Type): ContractName {
  if (typeof type === 'string') return { local: scalarNames[type], namespace: schemaNamespace }
  const found = names.get(type)
  if (found) return found
  const name = stableName(type)
  names.set(type, name)
  return name
}

const names = new WeakMap<Exclude<Type, Scalar>, ContractName>()

function stableName(type: Exclude<Type, Scalar>): ContractName {
  if (type.kind === 'enum') return { local: type.name, namespace: type.namespace }
  if (type.kind === 'dictionary') return arrayOf(entryName(type))
  if (type.kind === 'list') return arrayOf(contractName(type.of))
  return { local: objectName(type), namespace: type.namespace }
}

/** What the items of a list are called: their own name, in the namespace of the list. */
export function itemName(type: Type): ContractName {
  return { local: contractName(type).local, namespace: arrayOf(contractName(type)).namespace }
}

/** What the entries of a dictionary are called, as `KeyValueOfstringValue8Ahp2kgT`. */
export function entryName({ of }: DictionaryType): ContractName {
  const { local, namespace } = contractName(of)
  return { local: `KeyValueOfstring${local}${digest([schemaNamespace, namespace])}`, namespace: arraysNamespace }
}

const scalarNames = { string: 'string', date: 'string', boolean: 'boolean', int: 'int', number: 'double' } as const

function arrayOf({ local, namespace }: ContractName): ContractName {
  return { local: `ArrayOf${local}`, namespace: namespace === schemaNamespace ? arraysNamespace : namespace }
}

function objectName({ name, typeArgument }: Dto): string {
  if (!typeArgument) return name
  const { local, namespace } = contractName(typeArgument)
  return `${name}Of${local}${digest([namespace])}`
}

const digestBytes = 6

/** Tells apart generic types whose arguments have the same names in other namespaces. */
function digest(namespaces: readonly string[]): string {
  const hash = createHash('md5')
    .update(` ${namespaces.length} ${namespaces.join(' ')}`)
    .digest()
  return hash.subarray(0, digestBytes).toString('base64').replaceAll('/', '_S').replaceAll('+', '_P')
}
