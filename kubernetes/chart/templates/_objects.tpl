{{/* One of the plain files of this chart, in the release's namespace, as an object. */}}
{{- define "outrigger.read" -}}
{{ .root.Files.Get .file | replace "outrigger-system" .root.Release.Namespace }}
{{- end }}

{{/* A parameter as text: a number is written without an exponent. */}}
{{- define "outrigger.text" -}}
{{ if kindIs "float64" . }}{{ int64 . }}{{ else }}{{ . }}{{ end }}
{{- end }}

{{/* What a quantity amounts to. */}}
{{- define "outrigger.amount" -}}
{{- $units := dict "" 1 "m" 0.001 "k" 1000 "M" 1000000 "G" 1000000000 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 -}}
{{- $unit := regexFind "[a-zA-Z]*$" . -}}
{{ mulf (trimSuffix $unit .) (get $units $unit) }}
{{- end }}

{{/* Fails for parameters that no pod could be made with. */}}
{{- define "outrigger.check" -}}
{{- $request := include "outrigger.text" .Values.parameters.memoryRequest -}}
{{- $limit := include "outrigger.text" .Values.parameters.memoryLimit -}}
{{- if gt (float64 (include "outrigger.amount" $request)) (float64 (include "outrigger.amount" $limit)) -}}
{{- fail (printf "parameters.memoryRequest (%s) must not be more than parameters.memoryLimit (%s)" $request $limit) -}}
{{- end -}}
{{- end }}
