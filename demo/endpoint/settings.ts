import { z } from '@hono/zod-openapi';
import { Policy } from './schemas.ts';

/** What a site decides about its endpoint. */
export interface Settings {
  /** What is asked of those who write. */
  readonly policy: Policy;
  /** Who may set the status of comments, by bearer token. @default nobody */
  readonly moderatorToken?: string;
  /** The origins whose pages may read and write. @default ['*'] */
  readonly origins: readonly string[];
  /** Writes an address may make in a minute. @default 120 */
  readonly writesPerMinute: number;
  /** How many proxies stand between readers and the endpoint, each of which says whom it speaks for. @default 0 */
  readonly proxies: number;
}

/** Environment variables that make no sense; the message names them all. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const isOrigin = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, origin, href } = new URL(address);
  return /^https?:$/.test(protocol) && href === `${origin}/`;
};

/** As browsers send it: a slash at the end or a capital would match no page. */
const Origin = z
  .string()
  .refine(
    (address) => address === '*' || isOrigin(address),
    'an origin is a scheme and a host, such as https://example.org',
  )
  .transform((address) => (address === '*' ? address : new URL(address).origin));

const count = z.coerce.number().int().min(1);

/** The variables by name; README.md tells what each is for. */
export const Environment = z.object({
  GUESTS: z.stringbool().default(true),
  EMAIL: Policy.shape.email.default('optional'),
  MAX_LENGTH: count.max(20_000).default(8000),
  EDIT_SECONDS: z.coerce.number().int().min(0).default(900),
  MODERATION: Policy.shape.moderation.default('none'),
  SIGN_IN: Policy.shape.signIn,
  MODERATOR_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  ORIGINS: z
    .string()
    .default('*')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(Origin)),
  WRITES_PER_MINUTE: count.default(120),
  TRUST_PROXY: z.coerce.number().int().min(0).default(0),
});

/** The settings from environment variables; an empty one counts as unset. Throws a SettingsError. */
export const readSettings = (env: Readonly<Record<string, string | undefined>> = {}): Settings => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const { success, data, error } = Environment.safeParse(given);
  if (!success) {
    const issues = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new SettingsError(`These environment variables make no sense:\n${issues.join('\n')}`);
  }
  return {
    policy: {
      guests: data.GUESTS,
      email: data.EMAIL,
      maxLength: data.MAX_LENGTH,
      editSeconds: data.EDIT_SECONDS,
      moderation: data.MODERATION,
      ...(data.SIGN_IN !== undefined && { signIn: data.SIGN_IN }),
    },
    ...(data.MODERATOR_TOKEN !== undefined && { moderatorToken: data.MODERATOR_TOKEN }),
    origins: data.ORIGINS,
    writesPerMinute: data.WRITES_PER_MINUTE,
    proxies: data.TRUST_PROXY,
  };
};
