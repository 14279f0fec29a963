/** Below what PostgreSQL takes in a row of a btree index (2704 bytes), with room for the id beside it. */
const maxBytes = 1600

/**
 * The key by which names sort and match without regard to case, the same on both databases: NFKC, then full case
 * folding, then NFKC. Idempotent. At most 1600 bytes of UTF-8, cut between code points; of 255 characters, only
 * ligatures that expand get that far.
 * @see Unicode 3.13, toNFKC_Casefold; what it ignores by default (soft hyphens and the like) stays.
 */
export function foldName(name: string): string {
  return cut(Array.from(name.normalize('NFKC'), foldCharacter).join('').normalize('NFKC'))
}

/**
 * Lower, upper and lower again reaches what lower case alone misses: ẞ and ß to ss, ς to σ. One code point at a time,
 * because lower case looks around a Σ. A dotless ı would become an i on the way, and is another letter.
 */
function foldCharacter(character: string): string {
  return character === 'ı' ? character : character.toLowerCase().toUpperCase().toLowerCase()
}

function cut(text: string): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(maxBytes))
  return text.slice(0, read)
}
