import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { freePort } from './program.ts';

export type IdentityProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The preferred user name of each subject. */
  names: Map<string, string>;
  close(): Promise<void>;
};

/**
 * A real OpenID Connect provider on this machine, which takes whoever fills in its form for the subject typed there.
 * It sends browsers back to `redirectUri` only.
 */
export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const client = { clientId: 'cuntu', clientSecret: 'a-secret-between-the-two-of-them' };
  const names = new Map<string, string>();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username', 'name'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, preferred_username: names.get(subject), name: '张三' }),
    }),
    pkce: { required: () => true },
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { issuer, ...client, names, close };
}
