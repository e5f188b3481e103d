//! The unit and prefix names of siunitx.

use std::{collections::HashMap, sync::LazyLock};

const PREFIXES: &str = "yocto y zepto z atto a femto f pico p nano n micro µ milli m centi c deci d deca da deka da hecto h \
    kilo k mega M giga G tera T peta P exa E zetta Z yotta Y kibi Ki mebi Mi gibi Gi tebi Ti";

const UNITS: &str = "metre m meter m gram g kilogram kg second s ampere A kelvin K mole mol candela cd becquerel Bq celsius °C \
    degreeCelsius °C coulomb C farad F gray Gy hertz Hz henry H joule J katal kat lumen lm lux lx newton N ohm Ω pascal Pa \
    radian rad siemens S sievert Sv steradian sr tesla T volt V watt W weber Wb day d hour h minute min degree ° \
    arcminute ′ arcsecond ″ litre L liter L tonne t hectare ha astronomicalunit au dalton Da electronvolt eV bar bar \
    mmHg mmHg millimetreofmercury mmHg millimeterofmercury mmHg decibel dB bel B neper Np bit bit byte B percent % \
    atomicmassunit u angstrom Å barn b knot kn nauticalmile M year a permille ‰ curie Ci \
    fg fg pg pg ng ng ug µg mg mg g g kg kg pm pm nm nm um µm mm mm cm cm dm dm m m km km as as fs fs ps ps ns ns us µs \
    ms ms s s fmol fmol pmol pmol nmol nmol umol µmol mmol mmol mol mol kmol kmol pA pA nA nA uA µA mA mA A A kA kA \
    ul µl ml ml l l hl hl uL µL mL mL dL dL L L hL hL mHz mHz Hz Hz kHz kHz MHz MHz GHz GHz THz THz mN mN N N kN kN MN MN \
    Pa Pa kPa kPa MPa MPa GPa GPa mohm mΩ kohm kΩ Mohm MΩ pV pV nV nV uV µV mV mV V V kV kV uW µW mW mW W W kW kW MW MW \
    GW GW uJ µJ mJ mJ J J kJ kJ meV meV eV eV keV keV MeV MeV GeV GeV TeV TeV kWh kWh F F fF fF pF pF nF nF uF µF mF mF \
    H H mH mH uH µH K K dB dB";

static PREFIX_TABLE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| table(PREFIXES));
static UNIT_TABLE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| table(UNITS));

fn table(pairs: &'static str) -> HashMap<&'static str, &'static str> {
    let mut words = pairs.split_whitespace();
    std::iter::from_fn(|| words.next().zip(words.next())).collect()
}

/// Returns the symbol of a prefix: `m` for `milli`.
pub(super) fn prefix(name: &str) -> Option<&'static str> {
    PREFIX_TABLE.get(name).copied()
}

/// Returns the symbol of a unit: `g` for `gram`.
pub(super) fn unit(name: &str) -> Option<&'static str> {
    UNIT_TABLE.get(name).copied()
}
