/** Files that people upload by mistake, by the bytes at their start: naming them says more than "unknown". */
const KNOWN_FILES = [
  { magic: [0xff, 0xd8, 0xff], is: "a JPEG picture" }, // JFIF, Exif: SOI marker, ITU-T T.81 B.1.1.3
  { magic: [0x89, 0x50, 0x4e, 0x47], is: "a PNG picture" }, // RFC 2083 §3.1
  { magic: [0x47, 0x49, 0x46, 0x38], is: "a GIF picture" },
  { magic: [0x25, 0x50, 0x44, 0x46], is: "a PDF document; export the log as CSV or JSON instead" }, // ISO 32000-1 §7.5.2
  { magic: [0xd0, 0xcf, 0x11, 0xe0], is: "an old Excel or Word document; save it as CSV" }, // MS-CFB §2.2
  { magic: [0x52, 0x49, 0x46, 0x46], is: "a WAV recording; upload the log, not the recording" }, // RIFF
  { magic: [0x49, 0x44, 0x33], is: "an MP3 recording; upload the log, not the recording" },
  { magic: [0x4f, 0x67, 0x67, 0x53], is: "an Ogg recording; upload the log, not the recording" }, // RFC 3533 §6
  { magic: [0x37, 0x7a, 0xbc, 0xaf], is: "a 7-Zip archive; pack the log with gzip or zip" },
  { magic: [0x52, 0x61, 0x72, 0x21], is: "a RAR archive; pack the log with gzip or zip" },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], is: "an xz archive; pack the log with gzip, zstd or bzip2" },
  { magic: [0x7f, 0x45, 0x4c, 0x46], is: "a program" },
  { magic: [0x4d, 0x5a], is: "a Windows program" },
  { magic: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], is: "an SQLite database; export its table as CSV" },
  { magic: [0x50, 0x41, 0x52, 0x31], is: "a Parquet file; export it as CSV or JSON" },
  { magic: [0x50, 0x4b, 0x03, 0x04], is: "a zip inside a zip inside a zip" },
] as const;

const TAR_MAGIC_AT = 257; // POSIX.1-1988 "ustar"

/** "a JPEG picture", or "" for anything that is not known. */
export function knownFile(bytes: Uint8Array): string {
  const known = KNOWN_FILES.find(({ magic }) => magic.every((value, i) => bytes[i] === value));
  if (known) return known.is;
  const ustar = Buffer.from(bytes.subarray(TAR_MAGIC_AT, TAR_MAGIC_AT + 5)).toString("latin1");
  return ustar === "ustar" ? "a tar archive; upload its files one by one or as zip" : "";
}
