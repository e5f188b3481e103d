# plain_zero.py FILE...: adds a zero without a stroke (zero.plain, zero.tf.plain), and a feature PZRO that asks for it.
#
# The counter of the slashed zero is in two halves: without the stroke, their arcs are joined where their tangents meet.
import sys
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables as ot
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates, GlyphComponent
from fontTools.ttLib.tables.ttProgram import Program
from fontTools.otlLib.builder import buildSingleSubstSubtable, buildLookup
import array, copy
def meet(a, da, b, db):
    # where the tangents at both ends of a gap meet
    det = da[0]*-db[1] + db[0]*da[1]
    s = ((b[0]-a[0])*-db[1] + db[0]*(b[1]-a[1])) / det
    return (round(a[0]+s*da[0]), round(a[1]+s*da[1]))
for path in sys.argv[1:]:
    f = TTFont(path, recalcTimestamp=False); glyf = f['glyf']; z = glyf['zero']
    c, ends, flags = z.getCoordinates(glyf)
    parts, s = [], 0
    for e in ends:
        parts.append([(p, fl & 1) for p, fl in zip(c[s:e+1], flags[s:e+1])]); s = e+1
    outer, halves = parts[0], parts[1:]
    assert len(halves) == 2
    def opened(h):
        # the arc of a half, from after the stroke to before it: the stroke is its longest straight edge
        n = len(h)
        at = max((i for i in range(n) if h[i][1] and h[(i+1)%n][1]), key=lambda i: (h[i][0][0]-h[(i+1)%n][0][0])**2+(h[i][0][1]-h[(i+1)%n][0][1])**2)
        return [h[(at+1+k)%n] for k in range(n)]
    a, b = map(opened, halves)
    def bridge(x, y):
        p, q = x[-1][0], y[0][0]
        dp = (p[0]-x[-2][0][0], p[1]-x[-2][0][1]); dq = (q[0]-y[1][0][0], q[1]-y[1][0][1])
        return [(meet(p, dp, q, dq), 0)]
    inner = a + bridge(a, b) + b + bridge(b, a)
    pts = outer + inner
    g = Glyph(); g.numberOfContours = 2
    g.coordinates = GlyphCoordinates([p for p, _ in pts]); g.flags = array.array('B', [fl for _, fl in pts])
    g.endPtsOfContours = [len(outer)-1, len(pts)-1]; g.program = Program(); g.program.fromBytecode(b'')
    tf = copy.deepcopy(glyf['zero.tf']); tf.components[0].glyphName = 'zero.plain'
    if hasattr(tf, 'program'): del tf.program
    tf.components[0].flags &= ~0x100
    order = f.getGlyphOrder() + ['zero.plain', 'zero.tf.plain']
    f.setGlyphOrder(order)
    glyf.glyphOrder = order
    glyf.glyphs['zero.plain'], glyf.glyphs['zero.tf.plain'] = g, tf
    for n in ('zero', 'zero.tf'):
        f['hmtx'][n+'.plain'] = f['hmtx'][n]
        glyf[n+'.plain'].recalcBounds(glyf)
    # kerning and classes as those of the slashed ones
    gdef = f['GDEF'].table if 'GDEF' in f else None
    if gdef and gdef.GlyphClassDef: 
        for n in ('zero', 'zero.tf'):
            if n in gdef.GlyphClassDef.classDefs: gdef.GlyphClassDef.classDefs[n+'.plain'] = gdef.GlyphClassDef.classDefs[n]
    for lookup in f['GPOS'].table.LookupList.Lookup:
        for st in lookup.SubTable:
            st = getattr(st, 'ExtSubTable', st)
            if type(st).__name__ != 'PairPos': continue
            for n in ('zero', 'zero.tf'):
                m = n+'.plain'
                if st.Format == 1:
                    if n in st.Coverage.glyphs:
                        i = st.Coverage.glyphs.index(n); st.Coverage.glyphs.append(m); st.PairSet.append(copy.deepcopy(st.PairSet[i]))
                    for ps in st.PairSet:
                        for r in list(ps.PairValueRecord):
                            if r.SecondGlyph == n:
                                r2 = copy.deepcopy(r); r2.SecondGlyph = m; ps.PairValueRecord.append(r2)
                else:
                    if n in st.Coverage.glyphs: st.Coverage.glyphs.append(m)
                    for cd in (st.ClassDef1, st.ClassDef2):
                        if n in cd.classDefs: cd.classDefs[m] = cd.classDefs[n]
    gsub = f['GSUB'].table
    gsub.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable({'zero': 'zero.plain', 'zero.tf': 'zero.tf.plain'})]))
    index = len(gsub.LookupList.Lookup)-1; gsub.LookupList.LookupCount = index+1
    fr = ot.FeatureRecord(); fr.FeatureTag = 'PZRO'; fr.Feature = ot.Feature(); fr.Feature.FeatureParams = None
    fr.Feature.LookupListIndex = [index]; fr.Feature.LookupCount = 1
    # records are sorted by tag: it comes first, and the others move on
    gsub.FeatureList.FeatureRecord.insert(0, fr); gsub.FeatureList.FeatureCount += 1
    for s in gsub.ScriptList.ScriptRecord:
        for l in [s.Script.DefaultLangSys] + [x.LangSys for x in s.Script.LangSysRecord]:
            if l is None: continue
            l.FeatureIndex = [0] + [i+1 for i in l.FeatureIndex]; l.FeatureCount = len(l.FeatureIndex)
            if l.ReqFeatureIndex != 0xFFFF: l.ReqFeatureIndex += 1
    f.save(path)
    print(path, len(order))
