// Who may import whom. `client` and `server` meet in `shared` and nowhere else, and features do not know each other.
const rule = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to });

export const forbidden = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  rule('shared-imports-zod-and-itself', '^shared/', { pathNot: '^(shared/|node_modules/zod/)' }),
  rule('client-imports-shared', '^client/', { path: '^(geodata|drizzle|tests)/' }),
  rule('client-takes-one-type-from-server', '^client/', { path: '^server/(?!router[.]ts$)' }),
  rule('server-does-not-know-the-client', '^server/', { path: '^(client|tests)/' }),
  rule('only-the-start-loads-the-demo', '^server/(?!main[.]ts$)', { path: '^geodata/' }),
  rule('geodata-uses-the-database-only', '^geodata/', {
    path: '^(client|tests)/|^server/(?!db/|seal/|settings[.]ts$|refusal[.]ts$|prepare[.]mjs$)',
  }),
  rule('drizzle-uses-the-connection-only', '^drizzle/', {
    path: '^(client|tests|geodata)/|^server/(?!db/|seal/|settings[.]ts$|refusal[.]ts$|prepare[.]mjs$)',
  }),
  rule('features-do-not-know-each-other', '^(client|server)/features/([^/]+)/', {
    path: '^$1/features/',
    pathNot: '^$1/features/$2/',
  }),
  rule('the-floor-does-not-know-features', '^client/(api|url|map|ui)/', { path: '^client/features/' }),
];

export const options = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^client/dist/' },
  parser: 'swc',
  tsPreCompilationDeps: true,
  detectProcessBuiltinModuleCalls: true,
  enhancedResolveOptions: {
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.css', '.json'],
    exportsFields: ['exports'],
    conditionNames: ['import', 'module', 'default', 'types'],
  },
};
