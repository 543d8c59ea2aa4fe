/** The thread that sets type: one warm Typst compiler, one job at a time. Started by compiler.ts only. */

import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { CompileJob, CompileReply } from './compile-job.ts';
import { fontFolders } from './fonts.ts';
import { undisplayed, withStandInsFor } from './undisplayed.ts';

const templates = fileURLToPath(new URL('../../templates/', import.meta.url));
/** Memoized layout older than this many jobs is dropped; without it the thread grows with every document. */
const KEEP_FOR_JOBS = 5;
/** Data of this many characters makes a layout too big to keep. */
const TOO_BIG_TO_KEEP = 100_000;

const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: fontFolders() }] });

/** The most times that one document is set: each time with stand-ins for what could not be set before. */
const MOST_ROUNDS = 6;

/** A character that no font can set does not stop a document. */
function compilePrintable(job: CompileJob): CompileReply {
  let reply = compile(job);
  for (let round = 1; round < MOST_ROUNDS && !reply.ok; round += 1) {
    const data = withStandInsFor(job.data, undisplayed(reply.messages) ?? []);
    if (data === job.data) return reply;
    job = { ...job, data };
    reply = compile(job);
  }
  return reply;
}

function compile(job: CompileJob): CompileReply {
  try {
    return compiled(job);
  } catch (error) {
    return { id: job.id, ok: false, messages: exportMessages(error) };
  }
}

function compiled(job: CompileJob): CompileReply {
  compiler.mapShadow(`${templates}typst/data.json`, Buffer.from(job.data));
  const result = compiler.compile({ mainFilePath: `${templates}typst/${job.template}` });
  const document = result.result;
  if (document === null) return { id: job.id, ok: false, messages: diagnosticsOf(result) };
  const pages = document.numOfPages;
  const marks = job.marks === undefined ? [] : marksIn(compiler.query(document, { selector: `<${job.marks}>` }));
  const buffer = compiler.pdf(document, { pdfStandard: job.standard, creationTimestamp: job.createdAt });
  return { id: job.id, ok: true, pdf: Uint8Array.from(buffer), pages, marks };
}

const marksIn = (found: { value: unknown }[]): unknown[] => found.map(({ value }) => value);

function diagnosticsOf(result: ReturnType<NodeCompiler['compile']>): string[] {
  const error = result.takeDiagnostics();
  if (error === null) return ['no document and no reason'];
  return compiler.fetchDiagnostics(error).map((one: { message?: string }) => one.message ?? JSON.stringify(one));
}

/** An export that fails throws one string that holds all diagnostics; the messages are what is worth reading. */
function exportMessages(error: unknown): string[] {
  const text = error instanceof Error ? error.message : String(error);
  const messages = [...text.matchAll(/message: ("(?:[^"\\]|\\.)*")/gu)].map((match) => String(match[1]).slice(1, -1));
  return messages.length > 0 ? messages : [text];
}

parentPort?.on('message', (job: CompileJob) => {
  const reply = compilePrintable(job);
  compiler.evictCache(job.data.length > TOO_BIG_TO_KEEP ? 0 : KEEP_FOR_JOBS);
  parentPort?.postMessage(reply, reply.ok ? [reply.pdf.buffer] : []);
});
