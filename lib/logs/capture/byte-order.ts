/** Unsigned numbers in network order. The caller has checked that they lie inside the bytes. */
export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

export function u32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

/** Unsigned numbers in the order of the machine that wrote the file. */
export function fileU16(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  return littleEndian ? bytes[at]! | (bytes[at + 1]! << 8) : u16(bytes, at);
}

export function fileU32(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  if (!littleEndian) return u32(bytes, at);
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}
