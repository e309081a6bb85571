#!/bin/sh
# The RELAX NG schema of journeys and the program's own loader agree: on the shipped journeys, on one that uses
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
finish
