"""Reports that attack whoever shows them, and where such words may come from otherwise."""

from __future__ import annotations

from pathlib import Path

TURNED = "\u202egnp.exe"
CONTROL = "\x1b[2J\x1b]0;owned\x07"
SCRIPT = "<script>alert('pwned')</script>"
IMAGE = '<img src=x onerror="alert(1)"><x-pwned>'
QUOTE = "\"'><x-pwned onmouseover=alert(1) style=color:red>"
TEMPLATE = "{{191*193}} ${191*193} <%= 191*193 %>"
SUM = str(191 * 193)
ALL = f"{SCRIPT} {IMAGE} {QUOTE} {TEMPLATE} {TURNED} {CONTROL} javascript:alert(1)"

PAGE = f"""\
<html><head>
<title>{SCRIPT.replace("<", "&lt;")} Strike on Ardan market kills 12 {TEMPLATE}</title>
<meta property="og:site_name" content="Halaya {IMAGE.replace('"', "&quot;").replace("<", "&lt;")} Press">
<meta name="author" content="{QUOTE.replace('"', "&quot;").replace("<", "&lt;")}">
<link rel="canonical" href="javascript:alert(document.cookie)">
<meta property="og:url" content="javascript:alert(document.cookie)">
</head><body><article>
<h1>{SCRIPT.replace("<", "&lt;")} Strike on Ardan market kills 12 {TEMPLATE}</h1>
<p>ARDAN, May 3, 2021 (Halaya Press) - At least 12 people were killed in an air strike on a market in Ardan on Monday, a
spokesman of the Green &lt;x-pwned&gt; Brigade, Selim &lt;img src=x onerror=alert(1)&gt; Orhaneddin, said.</p>
<p>"Warplanes {TURNED} came twice, {SCRIPT.replace("<", "&lt;")}" Orhaneddin told Halaya Press. {QUOTE.replace("<", "&lt;")}</p>
<p>The army denied that its warplanes had bombed the market in Ardan {TEMPLATE}.</p>
</article><script>alert('in the page')</script></body></html>
"""

TEXT = f"""\
{IMAGE} Seven people {SCRIPT} killed in Ardan {TURNED}

May 4, 2021

The army said on Tuesday that seven people were killed in the air strike on the market in Ardan on Monday. It denied {CONTROL} that
its warplanes had bombed the market. {ALL}

"{IMAGE} Fighters of the {TEMPLATE} Brigade killed three soldiers in Beledweyn on Tuesday," Selim <x-pwned>Orhaneddin</x-pwned> said.
"""


def write(folder: Path) -> list[str]:
    """The reports as files, one under a name that is an attack itself; their paths."""
    page, text = folder / "report <x-pwned onclick=alert(1)> {{191*193}}.html", folder / "rival.txt"
    page.write_text(PAGE, "utf-8")
    text.write_text(TEXT, "utf-8")
    return [str(page), str(text)]
