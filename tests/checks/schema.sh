#!/bin/sh
# The RELAX NG schemas of journeys and models and the program's own loaders agree: on the shipped files, on ones that use
# everything, and on broken ones (where the program also finds what no schema can).
. "$(dirname "$0")/common"
schema=$root/journeys/journey.rng

by_schema() { if xmllint --noout --nonet --relaxng "$schema" "$1" >"$tmp/schema" 2>&1; then echo accepts; else echo refuses; fi; }
by_program() {
    parcours check "$1" >"$tmp/program" 2>&1
    case $? in
    0) echo accepts ;;
    1) echo refuses ;;
    *) echo fails ;;
    esac
}
agree() {       # agree WHAT FILE SCHEMA PROGRAM: what the two should do with it
    said="$(by_schema "$2") $(by_program "$2")"
    if test "$said" = "$3 $4"; then
        ok "$1: the schema $3, the program $4"
    else
        not_ok "$1: the schema should have: $3, the program: $4; they had: $said"; show "$tmp/schema" "$tmp/program"
    fi
}
# variant WHAT SCHEMA PROGRAM SED-SCRIPT: of the journey below
variant() {
    sed -e "$4" "$tmp/whole.xml" >"$tmp/variant.xml"
    if cmp -s "$tmp/whole.xml" "$tmp/variant.xml"; then not_ok "$1: changes nothing"; else agree "$1" "$tmp/variant.xml" "$2" "$3"; fi
}
both() { variant "$1" refuses refuses "$2"; }
program_only() { variant "$1" accepts refuses "$2"; }

found=0
for file in "$root"/journeys/*/*.xml; do
    grep -q 'urn:parcours:journey:1' "$file" || continue
    found=$((found + 1))
    agree "${file#"$root/"}" "$file" accepts accepts
done
test $found -gt 0 || not_ok 'there are shipped journeys'

cat >"$tmp/whole.xml" <<'END'
<journey xmlns="urn:parcours:journey:1" id="whole" event="birth" lang="fr">
  <title>Tout</title>
  <title lang="en">Everything</title>
  <source href="https://example.org/a" date="2025-01-10">a source</source>
  <institution id="parents" name="Parents" self="yes"/>
  <institution id="mairie" name="Mairie" role="état civil"/>
  <institution id="caf" name="CAF"/>
  <document id="acte" name="Acte de naissance"/>
  <document id="rib" name="RIB" held-by="parents"/>
  <path>
    <phase name="Déclarer">
      <step id="declarer" with="mairie" via="counter phone" takes="30min" travel="PT40M" queue="20min" limit="5d" gives="acte" kind="relation" fee="12 €">Déclarer<title lang="en">Declare</title><alias>Mairie</alias></step>
      <any-order>
        <step id="un" with="caf" via="web" takes="1h 15min" needs="acte rib">Un</step>
        <path>
          <step id="deux" with="caf" via="web" takes="20min">Deux</step>
          <step id="trois" with="caf" via="mail" by="institution" wait="45d">Trois</step>
        </path>
        <optional share="0.6"><step id="quatre" with="mairie">Quatre</step></optional>
      </any-order>
      <choice>
        <option share="0.7"><step id="cinq" with="caf" via="automatic">Cinq</step></option>
        <option if="celibataire"><step id="six" with="parents">Six</step></option>
        <option/>
      </choice>
      <repeat more="0.2"><step id="sept" with="caf" via="home-visit video">Sept</step></repeat>
    </phase>
  </path>
</journey>
END
agree 'a journey with everything' "$tmp/whole.xml" accepts accepts
cat >"$tmp/flow.xml" <<'END'
<journey xmlns="urn:parcours:journey:1" id="flow" event="birth" lang="fr">
  <title>Flux</title>
  <institution id="caf" name="CAF"/>
  <flow>
    <start id="debut"/>
    <step id="un" with="caf">Un</step>
    <step id="deux" with="caf">Deux</step>
    <gateway id="ou" kind="one"/>
    <end id="fin"/>
    <link from="debut" to="un"/>
    <link from="un" to="ou"/>
    <link from="ou" to="deux" share="0.3" if="refus"/>
    <link from="ou" to="fin"/>
    <link from="deux" to="un"/>
  </flow>
</journey>
END
agree 'a flow' "$tmp/flow.xml" accepts accepts

both 'no id' 's/ id="whole"//'
both 'no title' '/<title>Tout/d; /<title lang="en">Every/d'
both 'no path' '/^  <path>/,/^  <\/path>/d'
both 'an unknown element' 's/<any-order>/<all-at-once\/><any-order>/'
both 'an element in another namespace' 's/<institution id="caf"/<institution xmlns="urn:other" id="caf"/'
both 'an unknown attribute of the journey' 's/event="birth"/event="birth" colour="red"/'
both 'an unknown attribute of a step' 's/id="deux"/id="deux" colour="red"/'
both 'a step without id' 's/ id="deux"//'
both 'a step without institution' 's/id="deux" with="caf"/id="deux"/'
both 'an institution without name' 's/id="caf" name="CAF"/id="caf"/'
both 'a document without id' 's/<document id="acte"/<document/'
both 'an unknown channel' 's/via="counter phone"/via="counter telepathy"/'
both 'an unknown initiator' 's/by="institution"/by="neighbour"/'
both 'an unknown kind of time' 's/kind="relation"/kind="leisure"/'
both 'a duration without unit' 's/takes="20min"/takes="20"/'
both 'an unknown unit' 's/takes="20min"/takes="20 fortnights"/'
both 'a negative duration' 's/wait="45d"/wait="-45d"/'
both 'an empty duration' 's/wait="45d"/wait=""/'
both 'an ISO duration without a number' 's/PT40M/PT/'
both 'a share above 1' 's/share="0.7"/share="1.7"/'
both 'a share that is no number' 's/share="0.7"/share="often"/'
both 'self neither yes nor no' 's/self="yes"/self="perhaps"/'
both 'text between steps' 's/<any-order>/lost text<any-order>/'
both 'an option outside a choice' 's/<\/phase>/<option\/><\/phase>/'
both 'a step right in a choice' 's/<option\/>/<step id="huit" with="caf">Huit<\/step>/'
both 'an empty choice' 's/<repeat more/<choice\/><repeat more/'
both 'an empty any-order' 's/<repeat more/<any-order\/><repeat more/'
both 'a phase without name' 's/<phase name="Déclarer">/<phase>/'
both 'institutions after the path' 's/<\/journey>/<institution id="z" name="Z"\/><\/journey>/'
both 'two paths' 's/<\/journey>/<path><step id="z" with="caf">Z<\/step><\/path><\/journey>/'
both 'a source without text' 's/>a source</></'
both 'a date that is none' 's/2025-01-10/2025-02-30/'
program_only 'a duplicate id' 's/id="deux"/id="un"/'
program_only 'an unknown institution' 's/id="deux" with="caf"/id="deux" with="cfa"/'
program_only 'an unknown document needed' 's/needs="acte rib"/needs="acte ribe"/'
program_only 'an unknown document given' 's/gives="acte"/gives="actes"/'
program_only 'an unknown holder of a document' 's/held-by="parents"/held-by="parent"/'

flow() { sed -e "$4" "$tmp/flow.xml" >"$tmp/variant.xml"; agree "flow: $1" "$tmp/variant.xml" "$2" "$3"; }
flow 'an unknown kind of gateway' refuses refuses 's/kind="one"/kind="some"/'
flow 'a gateway without kind' refuses refuses 's/ kind="one"//'
flow 'a link without end' refuses refuses 's/from="deux" to="un"/from="deux"/'
flow 'a path inside' refuses refuses 's/<start id="debut"\/>/<start id="debut"\/><path><step id="z" with="caf">Z<\/step><\/path>/'
flow 'a link to nowhere' accepts refuses 's/from="deux" to="un"/from="deux" to="nu"/'
flow 'no start' accepts refuses '/<start/d; /"debut"/d'

# --- models -----------------------------------------------------------------------------------------------------------
schema=$root/models/model.rng
found=0
for file in "$root"/models/*.xml; do
    found=$((found + 1))
    agree "${file#"$root/"}" "$file" accepts accepts
    if tr '\n' ' ' <"$file" | grep -Eo '<(calendar|arrivals|profile|desk|time|delay|behaviour|invest|cost) [^>]*' |
        grep -v ' source="' >"$tmp/unsourced"; then
        not_ok "${file#"$root/"}: every figure says where it comes from"; show "$tmp/unsourced"
    else
        ok "${file#"$root/"}: every figure says where it comes from"
    fi
done
test $found -gt 2 || not_ok 'there are shipped models'

printf '12min\n# a remark\n\n15min 30s\n' >"$tmp/values.csv"
printf '12\n15.5\n' >"$tmp/minutes.csv"
cat >"$tmp/whole.xml.model" <<'END'
<model xmlns="urn:parcours:model:1" id="m" journey="whole.xml" lang="fr" start="2025-01-06" warm-up="30d" horizon="1y">
  <title>Tout</title>
  <title lang="en">Everything</title>
  <source href="https://example.org/a" date="2025-01">a source</source>
  <calendar id="bureau" holidays="fr" source="supposé">
    <open days="mon-fri" from="9:00" to="17:00"/>
    <open days="sat" from="22:30" to="2:00"/>
    <closed from="2025-08-04" to="2025-08-15"/>
    <closed from="2025-12-26"/>
  </calendar>
  <calendar id="nuit"><open from="20:00" to="24:00"/></calendar>
  <arrivals rate="2.4/h" interarrival="erlang(k=2, mean=25min)" calendar="bureau">
    <when hours="9-12 14-17" factor="1.5"/>
    <when days="mon sat-sun" factor="0"/>
    <when months="jul-aug" factor="0.7"/>
  </arrivals>
  <profile id="a" share="0.6" patience="2" travel="0.5" unaware="0.1" helper="0.2" prefers="web:3 counter">Un profil</profile>
  <profile id="celibataire"/>
  <desk with="mairie" via="counter phone" servers="3" calendar="bureau" queue-limit="20" patience="exponential(mean=30min)"
        discipline="priority" closing="finish" spread="1h 30min"/>
  <desk with="caf" servers="2" calendar="nuit" discipline="fifo" closing="suspend" patience="weibull(mean=20min, shape=1.5)"/>
  <time law="20min"/>
  <time step="declarer" via="counter" profile="a" law="gamma(mean=25min, sd=10min)"/>
  <time step="un" law="lognormal(25min, 10min)"/>
  <time step="deux" law="uniform(5min, 20min)"/>
  <time step="sept" law="empirical(values.csv)"/>
  <time step="six" law="empirical(minutes.csv, min)"/>
  <delay step="trois" law="constant(45d)" batch="1w"/>
  <delay batch="1d"/>
  <behaviour kind="incomplete" step="un" probability="0.2" after="10d" then-via="mail"/>
  <behaviour kind="wrong-door" step="deux" probability="0.1" to="mairie"/>
  <behaviour kind="misunderstood" probability="0.1" after="exponential(mean=3d)" half-life="10min"/>
  <behaviour kind="chase" step="trois" probability="0.5" after="1.2" again="10d" limit="3" then-via="phone"/>
  <behaviour kind="chase" probability="0.1"/>
  <behaviour kind="retry"/>
  <behaviour kind="retry" step="declarer" probability="0.5" after="1h" limit="2"/>
  <behaviour kind="give-up" cause="not-requested"/>
  <behaviour kind="error" step="trois" probability="0.05" after="2d"/>
  <invest step="declarer" relation="10min" autonomy="PT5M"/>
  <cost via="counter phone" contact="9.93"/>
  <cost via="counter" minute="0.5" user-hour="12"/>
</model>
END
mv "$tmp/whole.xml.model" "$tmp/model.xml"
agree 'a model with everything' "$tmp/model.xml" accepts accepts
printf '%s\n' '<model xmlns="urn:parcours:model:1" id="mmc"><title>M/M/3</title>' '<step id="service" with="guichet"/>' '<arrivals rate="2.4/min"/>' \
    '<desk with="guichet" servers="3"/>' '<time law="exponential(mean=1min)"/></model>' >"$tmp/mmc.xml"
agree 'a queue in six lines' "$tmp/mmc.xml" accepts accepts

of_model() { sed -e "$4" "$tmp/model.xml" >"$tmp/variant.xml"
    if cmp -s "$tmp/model.xml" "$tmp/variant.xml"; then not_ok "model: $1: changes nothing"; else agree "model: $1" "$tmp/variant.xml" "$2" "$3"; fi; }
both() { of_model "$1" refuses refuses "$2"; }
program_only() { of_model "$1" accepts refuses "$2"; }

both 'no id' 's/ id="m"//'
both 'no title' '/<title/d'
both 'neither journey nor steps' 's/ journey="whole.xml"//'
both 'journey and steps' 's/<arrivals/<step id="x" with="y"\/><arrivals/'
both 'nobody comes' '/<arrivals/,/<\/arrivals>/d'
both 'two arrivals' 's/<cost via="counter"/<arrivals rate="1\/h"\/><cost via="counter"/'
both 'arrivals without a rate' 's/rate="2.4\/h" interarrival="erlang(k=2, mean=25min)"//'
both 'a rate without unit' 's/2.4\/h/2.4/'
both 'a negative rate' 's/2.4\/h/-2.4\/h/'
both 'an unknown element' 's/<delay batch="1d"\/>/<delays\/>/'
both 'an element of another namespace' 's/<delay batch="1d"\/>/<delay xmlns="urn:other" batch="1d"\/>/'
both 'an unknown attribute' 's/<delay batch="1d"/<delay batch="1d" colour="red"/'
both 'a desk without servers' 's/ servers="3"//'
both 'no server' 's/servers="3"/servers="0"/'
both 'half a server' 's/servers="3"/servers="2.5"/'
both 'too many servers' 's/servers="3"/servers="1000001"/'
both 'an unknown channel' 's/via="counter phone" servers/via="counter telepathy" servers/'
both 'an unknown channel preferred' 's/web:3/wob:3/'
both 'a weight that is none' 's/web:3/web:-3/'
both 'an unknown discipline' 's/priority/lifo/'
both 'an unknown closing' 's/finish/never/'
both 'a spread without unit' 's/spread="1h 30min"/spread="3"/'
both 'a spread that is a law' 's/spread="1h 30min"/spread="uniform(0, 3h)"/'
both 'a probability above 1' 's/probability="0.05"/probability="1.05"/'
both 'a probability that is no number' 's/probability="0.05"/probability="NaN"/'
both 'a negative probability' 's/probability="0.05"/probability="-0.05"/'
both 'no probability where none is known' 's/ probability="0.05"//'
both 'an unknown kind of behaviour' 's/kind="error"/kind="mistake"/'
both 'an attribute of another kind of behaviour' 's/cause="not-requested"/cause="not-requested" limit="3"/'
both 'an unknown cause' 's/cause="not-requested"/cause="lazy"/'
both 'a limit of 0' 's/limit="2"/limit="0"/'
both 'an unknown law' 's/gamma(/gama(/'
both 'a law without unit' 's/law="20min"/law="20"/'
both 'a delay about nothing' 's/<delay batch="1d"/<delay step="trois"/'
both 'a time without law' 's/<time law="20min"/<time step="un"/'
both 'an investment of nothing' 's/ relation="10min" autonomy="PT5M"//'
both 'a cost of nothing' 's/ contact="9.93"//'
both 'a negative cost' 's/contact="9.93"/contact="-1"/'
both 'unknown holidays' 's/holidays="fr"/holidays="it"/'
both 'a calendar that is never open' 's/<open from="20:00" to="24:00"\/>//'
both 'a time of day that is none' 's/from="20:00"/from="25:00"/'
both 'a day that is none' 's/days="sat"/days="satur"/'
both 'a month that is none' 's/jul-aug/july/'
both 'hours, days at once' 's/hours="9-12 14-17"/hours="9-12" days="mon"/'
both 'a factor without a time' 's/ months="jul-aug"//'
both 'a negative factor' 's/factor="0.7"/factor="-0.7"/'
both 'a date that is none' 's/2025-12-26/2025-02-30/'
program_only 'a start that is no Monday' 's/2025-01-06/2025-01-07/'
program_only 'shares that make more than 1' 's/share="0.6"/share="1"/; s/id="celibataire"/id="celibataire" share="0.5"/'
of_model 'an unknown journey' accepts fails 's/journey="whole.xml"/journey="hole.xml"/'
program_only 'a model for a journey' 's/journey="whole.xml"/journey="mmc.xml"/'
program_only 'an unknown institution' 's/with="mairie" via/with="marie" via/'
program_only 'an unknown step' 's/step="sept"/step="set"/'
program_only 'an unknown profile' 's/profile="a"/profile="b"/'
program_only 'an unknown calendar' 's/calendar="nuit"/calendar="jour"/'
program_only 'a duplicate id' 's/id="nuit"/id="bureau"/'
program_only 'two desks for the same contacts' 's/with="caf" servers/with="mairie" servers/'
program_only 'a desk for nobody' '/kind="wrong-door"/d; s/with="mairie" via="counter phone"/with="mairie" via="sms"/'
program_only 'a desk of the users' 's/with="caf" servers/with="parents" servers/'
program_only 'a rate against the time between arrivals' 's/2.4\/h/3\/h/'
program_only 'a law that cannot be' 's/sd=10min/sd=0min/'
program_only 'values that are no durations' 's/values.csv/minutes.csv/'
of_model 'no file of values' accepts fails 's/values.csv/nothing.csv/'
program_only 'the right door' 's/to="mairie"/to="caf"/'
program_only 'hours that end before they begin' 's/9-12 14-17/12-9/'
program_only 'two factors for the same time' 's/mon sat-sun/mon/; s/months="jul-aug"/days="mon-tue"/'
program_only 'nobody ever' 's/mon sat-sun/mon-sun/'
program_only 'a warm-up without end' 's/warm-up="30d"/warm-up="2y"/'
program_only 'a closure that ends before it begins' 's/to="2025-08-15"/to="2025-08-01"/'
program_only 'a cost given twice' 's/via="counter" minute/via="counter" contact/'
finish
