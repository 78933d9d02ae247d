// Holds every import against .dependency-cruiser.mjs.
import { relative } from 'node:path';
import swc from '@swc/core';
import { cruise } from 'dependency-cruiser';
import { forbidden, options } from '../../.dependency-cruiser.mjs';

const { parseFileSync } = swc;

/**
 * How many modules the folders of `directory` hold, and which imports break a rule, as `rule: from → to`.
 * A count of zero means that nothing was read, not that all is well.
 */
export async function findViolations(directory, folders) {
  const values = [];
  swc.parseFileSync = (file, given) => {
    // Dependency-cruiser has swc read .tsx files as if they were .ts, which fails at the first tag.
    const parsed = parseFileSync(file, { ...given, tsx: file.endsWith('.tsx') });
    const path = relative(directory, file);
    if (path.startsWith('client/')) values.push(...serverValues(path, parsed.body));
    return parsed;
  };
  try {
    const { output } = await cruise(folders, {
      ...options,
      baseDir: directory,
      ruleSet: { forbidden },
      validate: true,
    });
    const broken = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    const own = output.modules.filter(({ source }) => folders.some((folder) => source.startsWith(`${folder}/`)));
    return { modules: own.length, broken: [...broken, ...values] };
  } finally {
    swc.parseFileSync = parseFileSync;
  }
}

/** Dependency-cruiser cannot tell a type from a value when swc reads for it. */
function serverValues(path, statements) {
  return statements
    .filter(
      ({ type, typeOnly, source }) =>
        /^(Import|Export)/.test(type) && !typeOnly && /^[.].*[/]server[/]/.test(source?.value ?? ''),
    )
    .map(({ source }) => `client-takes-only-types-from-server: ${path} → ${source.value}`);
}
