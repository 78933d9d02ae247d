import type { FastifyRequest } from 'fastify';
import postgres from 'postgres';

type FailureForLog = { [field: string]: unknown; type: string; message: string; stack: string };

/** A request without its query, which may hold what somebody searched for. */
export function requestForLog(request: Pick<FastifyRequest, 'id' | 'method' | 'url'>): Record<string, string> {
  return { id: request.id, method: request.method, path: request.url.split('?', 1)[0] ?? '' };
}

/**
 * A failure without what may be personal: a database names the offending values in its message and detail, and the
 * query builder repeats every bound value, so of those only the codes, the names of constraints and the stack remain.
 */
export function failureForLog(error: unknown): FailureForLog {
  const root = rootOf(error);
  if (root instanceof postgres.PostgresError) {
    const { code, severity, constraint_name, table_name, column_name, routine } = root;
    return {
      type: 'PostgresError',
      message: 'the database refused a statement',
      code,
      severity,
      constraint_name,
      table_name,
      column_name,
      routine,
      stack: frames(error),
    };
  }
  if (!(root instanceof Error)) return { type: typeof root, message: '', stack: '' };
  return { type: root.name, message: root.message, stack: frames(root) };
}

function rootOf(error: unknown): unknown {
  let root = error;
  for (let depth = 0; depth < 5 && root instanceof Error && root.cause instanceof Error; depth += 1) root = root.cause;
  return root;
}

/** The places without the first lines, which repeat the message. */
function frames(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
