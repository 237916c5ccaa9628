import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Messages } from '../i18n/messages.ts';
import type { Policy } from '../model/comment.ts';
import type { Rival } from '../store/draft-session.ts';

/** What a form is for. */
export type ComposerPurpose = 'comment' | 'reply' | 'edit';

/** A field of the form, under the name the protocol has for it. */
export type ComposerField = 'text' | 'name' | 'email' | 'url';

/** All that one rendering of a form is made from; what is typed stays in the fields themselves. */
export interface ComposerView {
  /** Sets the ids of this form's fields apart from those of others. */
  readonly key: string;
  readonly purpose: ComposerPurpose;
  readonly messages: Messages;
  readonly policy: Policy;
  /** Whom a reply answers; '' when that comment is not there. */
  readonly answers: string;
  /** The signed-in writer's name; null for a guest. */
  readonly viewer: string | null;
  /** UTF-16 code units typed so far. */
  readonly length: number;
  readonly errors: ReadonlyMap<ComposerField, string>;
  /** What concerns no single field. */
  readonly problem: string | null;
  /** What has become of the draft; null until words have been kept. */
  readonly kept: 'device' | 'page' | Rival | null;
}

const headingOf = ({ purpose, messages, answers }: ComposerView): string => {
  if (purpose === 'reply' && answers) return messages.composerReplyHeading(answers);
  return purpose === 'edit' ? messages.composerEditHeading : messages.composerHeading;
};

const errorOf = (field: ComposerField, { key, errors }: ComposerView): unknown => {
  const error = errors.get(field);
  return error ? html`<span part="field-error" id="${key}-${field}-error">${error}</span>` : nothing;
};

/** The ids that describe a field, for `aria-describedby`. */
const described = (field: ComposerField, view: ComposerView, hint: string): unknown => {
  const ids = `${hint} ${view.errors.has(field) ? `${view.key}-${field}-error` : ''}`.trim();
  return ids || nothing;
};

/** A guest's name, address or website. */
const guestField = (
  view: ComposerView,
  field: Exclude<ComposerField, 'text'>,
  label: string,
  type: string,
  { isRequired, hint }: { isRequired: boolean; hint: string },
): TemplateResult => {
  const { key, errors } = view;
  return html`<p part="field">
    <label part="label" for="${key}-${field}">${label}</label>
    <input
      part="input"
      id="${key}-${field}"
      name=${field}
      type=${type}
      autocomplete=${field}
      maxlength="300"
      aria-required=${isRequired ? 'true' : 'false'}
      aria-invalid=${errors.has(field) ? 'true' : 'false'}
      aria-describedby=${described(field, view, hint && `${key}-${field}-hint`)}
    />
    ${hint ? html`<span part="hint" id="${key}-${field}-hint">${hint}</span>` : nothing}${errorOf(field, view)}
  </p>`;
};

const guestFields = (view: ComposerView): unknown => {
  const { messages, policy, purpose, viewer, key } = view;
  if (purpose === 'edit') return nothing;
  if (viewer !== null) return html`<p part="writer">${messages.postingAs(viewer)}</p>`;
  const { optional, emailHint } = messages;
  const isRequired = policy.email === 'required';
  return html`<div part="guest">
      ${guestField(view, 'name', messages.nameLabel, 'text', { isRequired: true, hint: '' })}
      ${
        policy.email === 'none'
          ? nothing
          : guestField(view, 'email', messages.emailLabel, 'email', {
              isRequired,
              hint: isRequired ? emailHint : `${optional} · ${emailHint}`,
            })
      }
      ${guestField(view, 'url', messages.urlLabel, 'url', { isRequired: false, hint: optional })}
    </div>
    <p part="field remember">
      <label part="label" for="${key}-remember"
        ><input type="checkbox" id="${key}-remember" name="remember" /> ${messages.rememberMe}</label
      >
    </p>`;
};

/** Silent until the end is near: a quarter of the room, or 500 characters. */
const lengthNote = ({ length, policy, messages }: ComposerView): unknown => {
  const left = policy.maxLength - length;
  if (left > Math.min(policy.maxLength / 4, 500)) return nothing;
  return left < 0 ? html`<strong part="too-long">${messages.tooLong(-left)}</strong>` : messages.remaining(left);
};

const keptNote = ({ kept, messages }: ComposerView): unknown => {
  if (!kept) return nothing;
  const { draftKept, draftNotKept, bothKept, editedElsewhere } = messages;
  const words = { device: draftKept, page: draftNotKept, bothKept, editedElsewhere }[kept];
  return html`<span part="hint kept">${words}</span>`;
};

/** What stands inside a form's element. */
export const composer = (view: ComposerView): TemplateResult => {
  const { key, messages, purpose, errors, problem } = view;
  return html`<h3 part="composer-heading" id="${key}-heading">${headingOf(view)}</h3>
    <p part="field">
      <label part="label" for="${key}-text">${messages.textLabel}</label>
      <textarea
        part="textarea"
        id="${key}-text"
        name="text"
        rows="4"
        aria-required="true"
        aria-invalid=${errors.has('text') ? 'true' : 'false'}
        aria-describedby=${described('text', view, `${key}-hint ${key}-length`)}
      ></textarea>
      <span part="hint notes"
        ><span id="${key}-hint">${messages.markdownHint}</span>
        <span part="length" id="${key}-length">${lengthNote(view)}</span></span
      >${errorOf('text', view)}
    </p>
    ${guestFields(view)} ${problem ? html`<p part="notice error" role="alert">${problem}</p>` : nothing}
    <p part="buttons">
      <button part="button submit-button" type="submit">${purpose === 'edit' ? messages.save : messages.post}</button>
      ${
        purpose === 'comment'
          ? nothing
          : html`<button part="button cancel-button" type="button" name="cancel">${messages.cancel}</button>`
      }
      ${keptNote(view)}
    </p>`;
};
