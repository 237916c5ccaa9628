import { assert, expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../support/until.ts';
import { commentOf, ScriptedBackend, viewerOf } from './scripted-backend.ts';
import { isKept, storedGuest } from './stored.ts';
import { cleanUp, mount } from './thread.ts';
import { withResolvers } from '../support/with-resolvers.ts';

const hasLoadedComposers = (): boolean =>
  performance.getEntriesByType('resource').some(({ name }) => name.includes('/controllers/composers.ts'));

describe('the composer', () => {
  let backend: ScriptedBackend;
  beforeEach(() => {
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.')];
  });
  afterEach(cleanUp);

  // First: afterwards the module is there for good.
  it('is loaded when the reader nears it, and not before', async () => {
    const above = document.createElement('div');
    above.style.blockSize = '5000px';
    document.body.append(above);
    try {
      const thread = await mount(backend);
      await until('the place of the form', () => thread.find('[part=composer-area]'));
      // Whatever was on its way has had its frames.
      for (let frame = 0; frame < 10; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      assert.isNull(thread.find('form'));
      assert.isFalse(hasLoadedComposers());
      thread.find('[part=composer-area]')!.scrollIntoView();
      await thread.foot();
      assert.isTrue(hasLoadedComposers());
    } finally {
      above.remove();
      scrollTo(0, 0);
    }
  });

  for (const [email, hint, isRequired] of [
    ['required', 'never shown', 'true'],
    ['optional', 'optional · never shown', 'false'],
  ] as const) {
    it(`asks a guest for an e-mail address that is ${email}`, async () => {
      backend.policy = { ...backend.policy, email };
      const form = await (await mount(backend)).foot();
      assert.equal(form.find('[name=email]')!.ariaRequired, isRequired);
      assert.equal(form.describe('email'), hint);
      assert.equal(form.find('[name=name]')!.ariaRequired, 'true');
      assert.equal(form.describe('url'), 'optional');
    });
  }

  it('asks for no e-mail address where the policy wants none', async () => {
    backend.policy = { ...backend.policy, email: 'none' };
    const form = await (await mount(backend)).foot();
    assert.isNull(form.find('[name=email]'));
    assert.isNotNull(form.find('[name=url]'));
  });

  it('says at each field what is missing, and goes to the first', async () => {
    backend.policy = { ...backend.policy, email: 'required' };
    const thread = await mount(backend);
    const form = await thread.foot();
    form.type('javascript:alert(1)', 'url');
    form.post();
    assert.include(form.describe('text'), 'Write something first.');
    assert.include(form.describe('name'), 'Tell us your name.');
    assert.include(form.describe('email'), 'Tell us your e-mail address.');
    assert.include(form.describe('url'), 'This does not look like a web address.');
    for (const name of ['text', 'name', 'email', 'url']) {
      assert.equal(form.find(`[name=${name}]`)!.ariaInvalid, 'true', name);
    }
    assert.equal(thread.root.activeElement, form.text);
    form.type('Words.');
    form.post();
    assert.equal(thread.root.activeElement, form.find('[name=name]'));
    assert.equal(form.text.ariaInvalid, 'false');
    assert.isEmpty(backend.sent);
  });

  it('sends what a guest says of themselves, a website without its scheme too', async () => {
    const thread = await mount(backend);
    const form = await thread.foot();
    form.type('Words.');
    form.type(' Ada ', 'name');
    form.type('ada@example.org', 'email');
    form.type('example.org:8080/ada', 'url');
    form.post();
    await until('a submission', () => backend.sent.length > 0);
    assert.deepEqual(backend.sent[0]?.author, {
      name: 'Ada',
      email: 'ada@example.org',
      url: 'https://example.org:8080/ada',
    });
  });

  describe('asked to remember a guest', () => {
    const ada = { name: 'Ada', email: 'ada@example.org' };
    const write = async (isTicked: boolean) => {
      const thread = await mount(backend);
      const form = await thread.foot();
      form.type('Words.');
      form.type('Ada', 'name');
      form.type('ada@example.org', 'email');
      form.tick(isTicked);
      form.post();
      await thread.says('Your comment is posted.');
      return thread;
    };

    it('does not unless the box is ticked', async () => {
      await write(false);
      assert.isUndefined(await storedGuest());
      const form = await (await mount(backend)).foot();
      assert.equal(form.find('[name=name]')!.value, '');
      assert.isFalse(form.find('[name=remember]')!.checked);
    });

    it('fills in the fields of every later form, and its box', async () => {
      await write(true);
      assert.deepEqual(await storedGuest(), ada);
      const thread = await mount(backend);
      for (const form of [await thread.foot(), await thread.reply('one')]) {
        await until('the name', () => form.find('[name=name]')!.value === 'Ada');
        assert.equal(form.find('[name=email]')!.value, 'ada@example.org');
        assert.isTrue(form.find('[name=remember]')!.checked);
      }
    });

    it('forgets them as soon as the box is unticked', async () => {
      (await write(true)).remove();
      const form = await (await mount(backend)).foot();
      await until('a ticked box', () => form.find('[name=remember]')!.checked);
      form.tick(false);
      await until('nobody remembered', async () => (await storedGuest()) === undefined);
    });

    it('remembers them still when a kept draft has a name of its own', async () => {
      const thread = await write(true);
      const form = await thread.foot();
      form.type('Kept words.');
      form.type('Countess', 'name');
      await isKept('Kept words.');
      thread.remove();
      const again = await mount(backend, { endpoint: thread.element.endpoint! });
      const reopened = await again.foot();
      await until('the name of the draft', () => reopened.find('[name=name]')!.value === 'Countess');
      await until('a ticked box', () => reopened.find('[name=remember]')!.checked);
    });
  });

  it('knows a signed-in reader and asks them for nothing else', async () => {
    backend.viewer = viewerOf('Ada');
    backend.policy = { ...backend.policy, guests: false };
    const thread = await mount(backend);
    const form = await thread.foot();
    await until('who writes', () => form.element.textContent.includes('Commenting as Ada'));
    assert.isNull(form.find('[name=name]'));
    form.type('Words.');
    form.post();
    await thread.says('Your comment is posted.');
    assert.isNull(backend.sent[0]?.author);
  });

  it('gives way to the sign-in slot where guests may not write', async () => {
    backend.policy = { ...backend.policy, guests: false, signIn: 'https://example.org/sign-in' };
    const thread = await mount(backend, { content: '<p slot="sign-in">Come in.</p>' });
    const slot = await until('the slot', () => thread.root.querySelector<HTMLSlotElement>('slot[name=sign-in]'));
    assert.equal(slot.assignedElements()[0]?.textContent, 'Come in.');
    assert.equal(slot.querySelector('a')?.href, 'https://example.org/sign-in');
    assert.isNull(thread.find('form'));
    assert.isNull(thread.find('[data-action=reply]'));
  });

  it('opens the draft of whoever turns out to be signed in, and leaves a guest’s where it was', async () => {
    const { promise: asked, resolve: signIn } = withResolvers();
    const later = new ScriptedBackend();
    later.viewer = viewerOf('Ada');
    const { mine } = later;
    later.mine = async () => {
      await asked;
      return mine.call(later);
    };
    const thread = await mount(later);
    const form = await thread.foot();
    form.type('A guest’s words.');
    form.type('Guest', 'name');
    await isKept('A guest’s words.');
    signIn();
    await until('the other draft', () => form.text.value === '' && form.element.textContent.includes('Commenting as'));
    form.type('Ada’s words.');
    assert.equal((await isKept('Ada’s words.')).writer, 'ada');
    const guest = await isKept('A guest’s words.');
    assert.equal(guest.writer, '');
    assert.deepEqual(guest.author, { name: 'Guest' });
    form.post();
    await thread.says('Your comment is posted.');
    assert.deepEqual(
      later.sent.map(({ text }) => text),
      ['Ada’s words.'],
    );
  });

  it('grows with the text', async () => {
    const form = await (await mount(backend)).foot();
    const before = form.text.offsetHeight;
    form.type('line\n'.repeat(12));
    expect(form.text.offsetHeight).to.be.above(before + 50);
    expect(form.text.offsetHeight).to.be.at.most(innerHeight * 0.7 + 1);
  });

  it('hints at what Markdown does', async () => {
    const form = await (await mount(backend)).foot();
    assert.include(form.describe('text'), '**strong**');
  });

  it('tells how much room is left when it gets tight, and sends nothing that is too long', async () => {
    backend.policy = { ...backend.policy, maxLength: 40 };
    const form = await (await mount(backend)).foot();
    const note = (): string => form.find('[part=length]')!.textContent.trim();
    form.type('x'.repeat(29));
    assert.equal(note(), '');
    form.type('x'.repeat(30));
    assert.equal(note(), '10 characters left');
    form.type('x'.repeat(39));
    assert.equal(note(), '1 character left');
    assert.include(form.describe('text'), '1 character left');
    form.type('x'.repeat(42));
    assert.equal(note(), '2 characters too many');
    form.type('Ada', 'name');
    form.post();
    assert.equal(form.text.ariaInvalid, 'true');
    assert.include(form.describe('text'), '2 characters too many');
    assert.isEmpty(backend.sent);
  });

  for (const key of ['Control', 'Meta']) {
    it(`posts on ${key}+Enter, and not on Enter`, async () => {
      const thread = await mount(backend);
      const form = await thread.foot();
      form.type('Ada', 'name');
      form.text.focus();
      await sendKeys({ type: 'By hand' });
      await sendKeys({ press: 'Enter' });
      assert.equal(form.text.value, 'By hand\n');
      await sendKeys({ down: key });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ up: key });
      await thread.says('Your comment is posted.');
      assert.equal(backend.sent[0]?.text, 'By hand\n');
    });
  }

  it('closes on Cancel without a question, goes back to the Reply button and has the words when opened again', async () => {
    const thread = await mount(backend);
    const form = await thread.reply('one');
    assert.equal(thread.root.activeElement, form.text);
    form.type('Half a thought');
    form.cancel();
    await until('the Reply button', () => thread.root.activeElement === thread.button('one', 'reply'));
    assert.isNull(thread.find('#comment-one + form'));
    await until('the promise', () => thread.button('one', 'reply')!.textContent.includes('Continue your reply'));
    assert.equal((await thread.reply('one')).text.value, 'Half a thought');
  });

  it('keeps a reply to one’s own comment apart from an edit of it', async () => {
    const thread = await mount(backend);
    const foot = await thread.foot();
    foot.type('My words.');
    foot.type('Ada', 'name');
    foot.post();
    await thread.says('Your comment is posted.');
    const id = await thread.shows('My words.');
    await thread.press(id, 'edit');
    (await thread.form(id)).type('My better words.');
    (await thread.form(id)).cancel();
    const reply = await thread.reply(id);
    assert.equal(reply.text.value, '');
    assert.include(reply.element.textContent, 'Reply to Ada');
    reply.type('And another thing.');
    await thread.press(id, 'edit');
    await until('the edit', async () => (await thread.form(id)).text.value === 'My better words.');
  });

  describe('is accessible', () => {
    const check = async (thread: { element: HTMLElement }): Promise<void> => {
      await expect(thread.element).to.be.accessible();
    };

    it('when open, and with errors', async () => {
      backend.policy = { ...backend.policy, email: 'required', maxLength: 40 };
      const thread = await mount(backend);
      await thread.reply('one');
      const form = await thread.foot();
      await check(thread);
      form.type('nonsense', 'email');
      form.type('x'.repeat(50));
      form.post();
      await isKept('x'.repeat(50));
      await check(thread);
    });

    it('when editing, and asked whether to delete', async () => {
      const thread = await mount(backend);
      const form = await thread.foot();
      form.type('My words.');
      form.type('Ada', 'name');
      form.post();
      await thread.says('Your comment is posted.');
      const id = await thread.shows('My words.');
      await thread.press(id, 'edit');
      await thread.form(id);
      await check(thread);
      (await thread.form(id)).cancel();
      await thread.press(id, 'remove');
      await until('the question', () => thread.button(id, 'keep'));
      await check(thread);
    });

    it('when signed in', async () => {
      backend.viewer = viewerOf('Ada');
      const thread = await mount(backend);
      await thread.reply('one');
      await until('who writes', () => thread.root.textContent.includes('Commenting as Ada'));
      await check(thread);
    });
  });

  it('gives the fields of a guest all of the width, in one row where there is room', async () => {
    for (const email of ['optional', 'none'] as const) {
      backend.policy = { ...backend.policy, email };
      const thread = await mount(backend);
      thread.element.style.inlineSize = '60rem';
      const form = await thread.foot();
      const boxes = [...form.element.querySelectorAll('[part=guest] input')].map((each) =>
        each.getBoundingClientRect(),
      );
      assert.equal(new Set(boxes.map(({ top }) => top)).size, 1);
      assert.closeTo(boxes.at(-1)!.right, form.text.getBoundingClientRect().right, 1);
    }
  });

  it('has buttons and fields large enough to hit', async () => {
    const thread = await mount(backend);
    const form = await thread.reply('one');
    const sizeOf = (selector: string): DOMRect => form.find(selector)!.getBoundingClientRect();
    for (const selector of ['[type=submit]', '[name=cancel]', '[name=name]', 'textarea']) {
      expect(sizeOf(selector).height, selector).to.be.at.least(44);
    }
    expect(sizeOf('[part~=remember] label').height).to.be.at.least(24);
  });
});
