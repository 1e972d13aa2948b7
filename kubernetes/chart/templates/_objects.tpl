{{/* One of the plain files of this chart, in the release's namespace, as an object. */}}
{{- define "outrigger.read" -}}
{{ .root.Files.Get .file | replace "outrigger-system" .root.Release.Namespace }}
{{- end }}
