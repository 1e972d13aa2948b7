package dev.outrigger.analyze;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which programming language a text is in that does not say so: each line is held against the signs that its first word
 * has, and the language with most points has it, if these are at least {@link #ENOUGH}. Sure signs have two points and more
 * each time; others one, once. What has no sign is of no language.
 */
final class CodeSigns {
    /** The least points of a language. */
    static final int ENOUGH = 2;
    /** Lines looked at, and characters of each. */
    static final int MOST_LINES = 400;

    static final int LINE_CHARS = 160;

    private static final int SURE = 2;
    private static final int COLUMNS = 4;
    /** In the place of a first word, of a sign that has none; no line begins with it alone. */
    private static final String ANY = "*";
    /** Programs and questions hold pieces of it, so it is told where nothing else is. */
    private static final String JSON = "json";

    /** A sign: the language, its points, and how a line looks that begins with the word. */
    private record Sign(String language, int points, Pattern line) {}

    /** A line each: the language, the points, the first word or {@link #ANY}, and what the whole line looks like. */
    private static final String TABLE = """
            python 2 def def \\w+\\(.*\\)( *->.*)?:.*
            python 2 async async def .*:
            python 2 from from [\\w.]+ import [\\w*(].*
            python 1 import import [\\w.]+( as \\w+)?(, *[\\w.]+)*
            python 2 import import (numpy|pandas|os|sys|re|json|torch|random|math|time|requests|matplotlib.*)\\b[^;]*
            python 2 class class \\w+(\\(.*\\))?:
            python 2 if if __name__ *== .*
            python 1 if if [^(].*[^:]:
            python 2 elif elif .*:
            python 2 for for \\w+(, *\\w+)* in .+:
            python 1 while while [^(].*:
            python 2 except except( .*)?:
            python 2 with with .* as \\w+:
            python 1 print print\\(.*\\)
            python 2 * \\w+(, \\w+)* = (np|pd|torch|plt|nn|tf|models)\\..*[^;]
            python 2 plt plt\\.\\w+\\(.*\\)
            python 2 self self\\.\\w+ *=.*
            java 2 public public (static )?(final |abstract )?(void main\\(String.*|class \\w+( extends .*| implements .*)? *\\{)
            java 1 public (public|private|protected) .*[;{]
            java 1 private private .*[;{]
            java 1 protected protected .*[;{]
            java 2 import import (static )?\\w+(\\.\\w+)+(\\.\\*)?;
            java 2 package package [\\w.]+;
            java 2 thread Thread\\.sleep\\(.*
            java 2 system System\\.(out|err)\\..*
            java 2 @ @(Override|Test|Autowired|Entity|Service|RestController|Bean|Inject).*
            csharp 3 using using (System|Microsoft|UnityEngine)[\\w.]*;
            csharp 2 namespace namespace [\\w.]+\\.[\\w.]+ *[;{]?
            csharp 3 console Console\\.(Write|Read).*
            csharp 3 public public .*(\\{ get;.*| (async )?Task\\b.*| string \\w+.*| override .*|class \\w+ : .*)
            csharp 2 foreach foreach *\\((var|\\w+) \\w+ in .*
            csharp 3 private private .*\\b(Dictionary|IEnumerable|IList)<.*
            csharp 3 static static (async Task|void|int) Main\\(.*
            c 2 # # *(include *[<"][\\w/.]+\\.h[>"]|define \\w+.*|if(n?def)? \\w+.*|endif.*)
            c 1 int int \\w+(\\[\\w*\\])? *(=.*)?;
            java 1 int int \\w+ *= .*;
            c 2 int int main *\\(.*
            c 2 int int \\*?\\w+\\((int|char|const|void|unsigned) ?.*\\) *\\{?
            c 1 printf printf *\\(.*;
            c 2 struct struct \\w+ *(\\{|\\*?\\w+ *[=;].*)?
            c 2 typedef typedef .*
            c 2 char (unsigned )?char *\\*? *\\w+.*[;{]
            c 1 static static (inline |const )*(int|void|char|bool|unsigned|struct \\w+) .*[({;]
            java 1 static static (final )?[\\w<>\\[\\], ]+ \\w+( =|\\().*
            c 1 void void \\*?\\w+\\(.*\\) *[;{]?
            java 1 void void \\w+\\(.*\\) *(throws .*)?\\{
            c 2 unsigned unsigned .*[;{]
            c 2 const const (int|char|unsigned|float|double|void|struct) .*
            c 2 * (const )?\\w+ \\*+\\w+( = .*;|;|\\(.*)
            cpp 3 # # *include *<\\w+>
            cpp 3 using using namespace \\w+;
            cpp 3 std std::.*
            cpp 3 cout cout *<<.*
            cpp 3 cin cin *>>.*
            cpp 3 template template *<.*
            cpp 2 namespace namespace \\w+ *\\{
            cpp 2 vector vector *<.*
            cpp 2 public public:
            cpp 2 private private:
            go 3 package package \\w+
            go 2 func func (\\(\\w+ \\*?\\w+\\) )?\\w+\\([^:]*\\).*\\{
            go 2 fmt fmt\\..*
            go 2 import import (\\(|"[\\w/.]+")
            go 2 if if err != nil \\{
            go 2 type type \\w+ (struct|interface) *\\{
            go 1 * \\w+(, *\\w+)* := .*
            rust 2 fn fn \\w+(<.*>)?\\(.*
            rust 2 pub pub(\\(crate\\))? (fn|struct|enum|mod|trait|use|const) .*
            rust 2 let let mut .*
            rust 2 use use (std|crate|super|serde|tokio)::.*
            rust 2 impl impl(<.*>)? .*\\{
            rust 2 # #!?\\[(derive|allow|cfg|test|tokio).*
            rust 2 println println!\\(.*
            rust 1 let let \\w+(: .*)? = .*;
            javascript 2 function function *\\w*\\([^$]*\\) *\\{.*
            javascript 2 async async function.*
            javascript 2 const const (\\w+|\\{.*\\}|\\[.*\\]) = [^@].*
            javascript 1 let let \\w+ *(= .*)?;?
            javascript 1 var var \\w+ *= .*;?
            javascript 2 console console\\.(log|error|warn)\\(.*
            javascript 2 document document\\.\\w+.*
            javascript 2 window window\\.\\w+.*
            javascript 2 import import .*['"];?
            javascript 2 export export (default|const|function|class|async|\\{).*
            javascript 2 module module\\.exports.*
            javascript 2 $ \\$\\(['"(].*
            typescript 2 export export (declare )?(interface|type|enum|abstract) .*
            typescript 2 interface interface \\w+(<.*>)? *(extends .*)?\\{
            typescript 2 const const \\w+: .*
            typescript 2 let let \\w+: (string|number|boolean|any)\\b.*
            typescript 2 type type \\w+(<.*>)? = .*
            typescript 3 function function \\w+(<.*>)?\\(.*: *(string|number|boolean|any|void|unknown)\\b.*
            html 3 < (?i)<!doctype html.*
            html 2 < (?i)</?(html|head|body|div|span|p|table|tr|td|form|script|style|ul|li|h[1-6]|a|img|input|button|link|meta|nav|section|label|title)\\b[^>]*>.*
            xml 3 < <\\?xml.*
            php 3 < <\\?(php|=).*
            php 1 $ \\$\\w+(->\\w+|\\[.*\\])? *\\.?= *[^(|]*;
            php 3 $ \\$this->.*
            php 2 function function \\w+\\(.*\\$.*
            css 2 @ @(media|import url|keyframes|font-face).*
            css 2 . \\.[\\w-]+( [.\\w-]+)* *\\{.*
            css 2 # #[\\w-]+ *\\{.*
            css 2 body body *\\{.*
            bash 3 # #! */(usr/)?bin/(env )?(ba|z|k)?sh.*
            bash 2 $ \\$ *(sudo|npm|pip|git|docker|cd|curl|apt|ls|cat)\\b.*
            bash 2 sudo sudo [\\w-]+.*
            bash 2 git git (clone|commit|push|pull|checkout|add|rebase|merge|log|diff|status) *(-.*|\\..*|[\\w/:.@-]+)?
            bash 2 docker docker (run|build|compose|ps|exec|pull) .*
            bash 2 kubectl kubectl \\w+ .*
            bash 2 pip pip3? install [\\w.=-]+.*
            bash 2 npm npm (install|run|i|ci|start)\\b.*
            bash 2 apt apt(-get)? (install|update).*
            bash 2 export export [A-Z_]+=.*
            bash 2 if if \\[ .*
            bash 2 fi fi
            bash 2 done done( .*<.*)?
            bash 2 echo echo (-\\w+ )?["'$][^;]*
            sql 2 select (SELECT .*|select( distinct)? (\\*|[\\w.]+(, *[\\w.]+)*) from \\w+.*)
            sql 2 declare (?i)declare @\\w+ \\w+.*
            sql 2 create (?i)create (table|view|index|database|procedure|or replace) [\\w.`"\\[]+.*[(;]
            sql 2 insert (?i)insert into [\\w.`"\\[]+ *(\\(|values|select).*
            sql 2 update (?i)update \\w+ set \\w+ *=.*
            sql 2 delete (?i)delete from \\w+( where .*)?;
            sql 2 alter (?i)alter table \\w+.*
            ruby 2 require require(_relative)? ['"].*['"]
            ruby 1 puts puts .*
            ruby 1 def def (self\\.)?\\w+[?!]?(\\([^:]*\\))?
            ruby 1 end end
            ruby 3 attr attr_(accessor|reader|writer) :.*
            ruby 2 class class \\w+( < [\\w:]+)?
            ruby 2 * .* do \\|\\w+(, *\\w+)*\\|
            kotlin 2 fun fun (<.*> )?[\\w.]+\\(.*
            kotlin 1 val val \\w+.*=.*
            kotlin 3 data data class \\w+\\(.*
            scala 2 object object \\w+ *(extends .*)?\\{
            scala 3 def def \\w+(\\[.*\\])?\\(.*\\)(: [\\w\\[\\], ]+)? *= *.*
            scala 3 case case (class|object) \\w+.*
            scala 1 val val \\w+.*=.*
            swift 3 import import (Foundation|SwiftUI|UIKit|Combine)
            swift 3 func func \\w+\\((.*:.*)?\\)( throws)? *(->.*)?\\{
            swift 2 guard guard let .*
            r 2 * [\\w.$]+ *<- .*
            r 2 library library\\(\\w+\\)
            haskell 2 * \\w+ :: .*
            haskell 3 import import qualified .*
            haskell 3 module module [\\w.]+ .*where
            haskell 2 main main = do.*
            lua 2 local local (function )?\\w+[^;]*
            lua 1 end end
            lua 1 if if .* then
            matlab 3 clear (clear|clc|close all)[;,].*
            matlab 3 function function (\\[.*\\]|\\w+) *= *\\w+\\(.*
            matlab 1 * \\w+ = .*;( *%.*)?
            matlab 1 end end;?
            perl 3 sub sub \\w+ *\\{.*
            perl 3 my my [$@%(].*
            perl 3 use use (strict|warnings).*;
            powershell 3 write Write-(Host|Output).*
            powershell 3 * (\\$\\w+ = )?(Get|Set|New|Remove|Import|Export)-[A-Z]\\w+.*
            vb 3 dim Dim \\w+.*
            vb 3 end End (Sub|Function|If)
            vb 2 sub Sub \\w+\\(.*\\)
            dockerfile 2 from FROM [\\w./-]+(:[\\w.-]+)?( AS \\w+)?
            dockerfile 1 run RUN .*
            latex 2 \\ \\\\(begin\\{|documentclass|usepackage|section\\{).*
            json 2 " "[\\w .-]+" *: *["\\[{\\w-].*
            json 2 { \\{ *"[\\w .-]+" *: *["\\[{\\w-].*
            yaml 2 apiversion apiVersion: .*
            solidity 3 pragma pragma solidity.*
            assembly 2 mov mov\\w* +\\S+, *\\S+.*
            verilog 3 endmodule endmodule.*
            """;

    private static final Map<String, List<Sign>> SIGNS = TABLE.lines()
            .map(line -> line.split(" ", COLUMNS))
            .collect(Collectors.groupingBy(
                    row -> row[2],
                    Collectors.mapping(
                            row -> new Sign(row[0], Integer.parseInt(row[1]), Pattern.compile(row[COLUMNS - 1])),
                            Collectors.toList())));

    private final Map<String, Integer> points = new HashMap<>();
    private final Set<Sign> seen = new HashSet<>();

    private CodeSigns() {}

    /** Every language that some sign stands for. */
    static Set<String> languages() {
        return SIGNS.values().stream()
                .flatMap(List::stream)
                .map(Sign::language)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The language of a program, or of one with prose around it; absent where nothing tells. */
    static Optional<String> language(String text) {
        CodeSigns signs = new CodeSigns();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && line.length() <= LINE_CHARS)
                .limit(MOST_LINES)
                .forEach(signs::line);
        signs.inherit("cpp", "c");
        signs.inherit("typescript", "javascript");
        return signs.points.entrySet().stream()
                .filter(entry -> entry.getValue() >= ENOUGH)
                .max(Comparator.comparing((Map.Entry<String, Integer> entry) ->
                                !entry.getKey().equals(JSON))
                        .thenComparing(Map.Entry.comparingByValue())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /** What holds of a language holds of the one that grew out of it, if that shows at all. */
    private void inherit(String child, String parent) {
        if (points.containsKey(child)) points.merge(child, points.getOrDefault(parent, 0), Integer::sum);
    }

    private void line(String line) {
        for (Sign sign : SIGNS.getOrDefault(firstWord(line), List.of())) count(sign, line);
        for (Sign sign : SIGNS.getOrDefault(ANY, List.of())) count(sign, line);
    }

    private void count(Sign sign, String line) {
        if (seen.contains(sign) || !sign.line().matcher(line).matches()) return;
        if (sign.points() < SURE) seen.add(sign);
        points.merge(sign.language(), sign.points(), Integer::sum);
    }

    /** Its letters and digits, small; of a line that begins with something else, that character. */
    private static String firstWord(String line) {
        int end = 0;
        while (end < line.length() && Character.isLetterOrDigit(line.charAt(end))) end++;
        return end == 0
                ? line.substring(0, 1).replace(ANY, "")
                : line.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
