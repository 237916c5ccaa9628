/** What a reader has typed, checked before it is sent, in the words of the page's language. */
import type { GuestAuthor } from '../adapters/adapter.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Policy } from '../model/comment.ts';
import { safeUrl } from '../sanitize/url.ts';
import type { ComposerField } from '../view/composer.ts';

/** The values of a form's fields as they stand; a field that is not there is ''. */
export type FieldValues = Readonly<Record<ComposerField, string>>;

/** A guest as they describe themselves, or null when they have said nothing. An address without a scheme gets https; a number after the colon is a port. */
export const toGuest = ({ name, email, url }: FieldValues): GuestAuthor | null => {
  const [who, mail, site] = [name.trim(), email.trim(), url.trim()];
  if (!who && !mail && !site) return null;
  return {
    name: who,
    ...(mail && { email: mail }),
    ...(site && { url: /^[a-z][a-z\d+.-]*:(?!\d)/i.test(site) ? site : `https://${site}` }),
  };
};

/** What keeps a comment from being sent, by field; empty when nothing does. */
export const findFaults = (
  values: FieldValues,
  policy: Policy,
  isGuest: boolean,
  messages: Messages,
): Map<ComposerField, string> => {
  const faults = new Map<ComposerField, string>();
  const { text, name, email } = values;
  if (!text.trim()) faults.set('text', messages.textMissing);
  if (text.length > policy.maxLength) faults.set('text', messages.tooLong(text.length - policy.maxLength));
  if (!isGuest) return faults;
  if (!name.trim()) faults.set('name', messages.nameMissing);
  if (!email.trim()) {
    if (policy.email === 'required') faults.set('email', messages.emailMissing);
  } else if (!/^[^\s@]+@[^\s@]+$/.test(email.trim())) faults.set('email', messages.emailInvalid);
  const url = toGuest(values)?.url;
  if (url !== undefined && safeUrl(url) === null) faults.set('url', messages.urlInvalid);
  return faults;
};
