/**
 * Known shapes of attack, each calling `fired()` when its script runs. `runs` marks those that run in a
 * current Chromium by being inserted unsanitised, and so prove that the tests would see a hole.
 */
export interface Attack {
  readonly html: string;
  readonly runs?: true;
}

const mathml = '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=fired()&gt;">';

export const attacks: Readonly<Record<string, Attack>> = {
  // Whether this one runs where it is inserted as markup differs between versions of Chromium.
  'a script': { html: '<script>fired()</script>' },
  'an image that fails': { html: '<img src="data:," onerror="fired()">', runs: true },
  'an image that fails, spelt oddly': { html: '<IMG/SRC="data:,"/OnErRoR=&#102;ired()//', runs: true },
  'an unclosed image': { html: '<img src="data:," onerror=fired() ', runs: true },
  'an SVG that loads': { html: '<svg onload="fired()"></svg>' },
  'an SVG script': { html: '<svg><script>fired()</script></svg>' },
  'an SVG animation': { html: '<svg><animate onbegin="fired()" attributeName="x" dur="1s"></svg>', runs: true },
  'an image in foreign content': { html: '<svg><desc><img src="data:," onerror="fired()"></desc></svg>', runs: true },
  'an image in MathML': { html: '<math><mi><img src="data:," onerror="fired()"></mi></math>', runs: true },
  'a frame of source': { html: '<iframe srcdoc="<script>parent.fired()</script>"></iframe>', runs: true },
  'a frame of JavaScript': { html: '<iframe src="javascript:parent.fired()"></iframe>', runs: true },
  'an open dialogue': { html: '<details open ontoggle="fired()"><summary>x</summary></details>', runs: true },
  'a field that takes the focus': { html: '<input autofocus onfocus="fired()">' },
  'a video without a source': { html: '<video><source onerror="fired()"></video>', runs: true },
  'a style that loads': { html: '<style onload="fired()"></style>', runs: true },
  'a style sheet that loads': { html: '<link rel="stylesheet" href="data:text/css," onload="fired()">', runs: true },
  'an animation that starts': {
    html: '<style>@keyframes fire{}</style><p style="animation:fire 1s" onanimationstart="fired()">x</p>',
    runs: true,
  },
  'a link to JavaScript': { html: '<a href="javascript:fired()">x</a>' },
  'a link to JavaScript with white space': { html: '<a href=" &#1; java&#9;script&#10;:fired()">x</a>' },
  'a link to JavaScript with entities': { html: '<a href="&#x6A&#x61vascript&colon;fired()">x</a>' },
  'a link to data': { html: '<a href="data:text/html,<script>fired()</script>">x</a>' },
  'a link to VBScript': { html: '<a href="vbscript:fired()">x</a>' },
  'a link to a blob': { html: '<a href="blob:http://example.org/0">x</a>' },
  'a link with credentials': { html: '<a href="https://user:secret@example.org/">x</a>' },
  'a link in foreign content': { html: '<svg><a xlink:href="javascript:fired()"><text y="20">x</text></a></svg>' },
  'a link with handlers': {
    html: '<a href="https://example.org/" onclick="fired()" target="_blank" rel="opener">x</a>',
  },
  'a form': { html: '<form action="javascript:fired()"><button>x</button></form>' },
  'a button elsewhere': { html: '<button form="f" formaction="javascript:fired()">x</button>' },
  'a frameset': { html: '<frameset onload="fired()"><frame src="javascript:fired()"></frameset>' },
  'a base': { html: '<base href="javascript:fired()//"><a href="x">x</a>' },
  'a refresh': { html: '<meta http-equiv="refresh" content="9;url=javascript:fired()">' },
  'an object': { html: '<object data="javascript:fired()"></object><embed src="javascript:fired()">' },
  'a template': { html: '<template><img src="data:," onerror="fired()"></template>' },
  'a declared shadow root': {
    html: '<p><template shadowrootmode="open"><img src="data:," onerror="fired()"></template></p>',
  },
  'a nested template': { html: '<template><template><script>fired()</script></template></template>' },
  'a custom element': { html: '<x-y is="z" onclick="fired()"><img src="data:," onerror="fired()"></x-y>', runs: true },
  'a customised paragraph': { html: '<p is="x-y" onpointerenter="fired()">x</p>' },
  'a mutation through noscript': {
    html: '<noscript><p title="</noscript><img src=data:, onerror=fired()>"></noscript>',
  },
  'a mutation through style in SVG': {
    html: '<svg></p><style><a id="</style><img src=data:, onerror=fired()>"></style></svg>',
    runs: true,
  },
  'a mutation through MathML and tables': { html: mathml },
  'a mutation through nested forms': {
    html: '<form><math><mtext></form><form><mglyph><style></math><img src=data:, onerror=fired()>',
  },
  'a mutation through annotation': {
    html: '<math><annotation-xml encoding="text/html"><style><img src=data:, onerror=fired()></style></annotation-xml></math>',
  },
  'a mutation through textarea': {
    html: '<textarea><p title="</textarea><img src=data:, onerror=fired()>">',
    runs: true,
  },
  'a mutation through a comment': { html: '<!--><img src="data:," onerror="fired()">-->', runs: true },
  'a mutation through a bogus comment': { html: '<?><img src="data:," onerror="fired()">', runs: true },
  'a mutation through xmp': { html: '<xmp><p title="</xmp><img src=data:, onerror=fired()>">', runs: true },
  'a mutation through select': {
    html: '<select><template><style><!--</style><a rel="--></style></template></select><img src=data:, onerror=fired()>">',
  },
  'a mutation through selectedcontent': {
    html: '<select><button><selectedcontent></button><option><img src="data:," onerror="fired()"></option></select>',
  },
  'a mutation by depth': { html: `${'<b>'.repeat(450)}<svg><style><img src=data:, onerror=fired()>`, runs: true },
  'a clobbered document': {
    html: '<img name="createElement"><form name="implementation"><input name="createHTMLDocument">',
  },
  'a clobbered node': {
    html: '<form onclick="fired()"><input name="attributes"><input name="nodeName"><input name="removeChild"><input name="childNodes"></form>',
  },
  'a clobbered id': { html: '<a id="config"></a><a id="config" name="endpoint" href="https://example.org/">x</a>' },
  'an inherited name': { html: '<constructor><__proto__ onclick="fired()">x</__proto__></constructor>' },
  'a styled overlay': { html: '<p style="position:fixed;inset:0" class="overlay">x</p>' },
  'a remote style': { html: '<style>@import "https://example.org/x.css";</style>' },
  'a tracking pixel': { html: '<p>x<img src="https://example.org/pixel" srcset="https://example.org/2x 2x"></p>' },
  'a list that counts on': { html: '<ol start="javascript:fired()" type="A" reversed><li value="9">x</ol>' },
};
