// The official Go SDK of OpenAI: chat completions, and responses.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

const (
	one      = "What is the weather in Paris?"
	two      = "What is the weather in these two cities: Paris and Oslo?"
	question = "Who wrote the first program?"
)

var (
	client = openai.NewClient()
	always = context.Background()
	tool   = openai.ChatCompletionFunctionTool(openai.FunctionDefinitionParam{
		Name: "get_weather", Description: openai.String("Current temperature of a city in degrees."),
		Parameters: openai.FunctionParameters{
			"type": "object", "properties": map[string]any{"city": map[string]any{"type": "string"}},
			"required": []string{"city"}, "additionalProperties": false,
		},
	})
	schema = map[string]any{
		"type": "object", "required": []string{"name", "age", "tags"}, "additionalProperties": false,
		"properties": map[string]any{
			"name": map[string]any{"type": "string"}, "age": map[string]any{"type": "integer"},
			"tags": map[string]any{"type": "array", "items": map[string]any{"type": "string"}},
		},
	}
)

type messages = []openai.ChatCompletionMessageParamUnion

func asking(model, text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{Model: model, Messages: messages{openai.UserMessage(text)}}
}

func completed(asked openai.ChatCompletionNewParams, options ...option.RequestOption) *openai.ChatCompletion {
	answer, err := client.Chat.Completions.New(always, asked, options...)
	must(err)
	return answer
}

func accumulated(asked openai.ChatCompletionNewParams) (openai.ChatCompletionAccumulator, []string) {
	stream := client.Chat.Completions.NewStreaming(always, asked)
	defer stream.Close()
	whole, pieces := openai.ChatCompletionAccumulator{}, []string{}
	for stream.Next() {
		chunk := stream.Current()
		if !whole.AddChunk(chunk) {
			panic("a chunk that the accumulator does not take")
		}
		if len(chunk.Choices) > 0 && chunk.Choices[0].Delta.Content != "" {
			pieces = append(pieces, chunk.Choices[0].Delta.Content)
		}
	}
	must(stream.Err())
	return whole, pieces
}

func plain(to pairing) {
	answer := completed(asking(to.model, "Say hello"))
	equal("text", answer.Choices[0].Message.Content, script.Hello)
	equal("finish reason", answer.Choices[0].FinishReason, "stop")
	equal("usage", [2]int64{answer.Usage.PromptTokens, answer.Usage.CompletionTokens}, script.Usage)
}

func streamed(to pairing) {
	asked := asking(to.model, "Say hello")
	asked.StreamOptions.IncludeUsage = openai.Bool(true)
	whole, pieces := accumulated(asked)
	equal("text", whole.Choices[0].Message.Content, script.Hello)
	equal("more than three pieces", len(pieces) > 3, true)
	equal("usage", [2]int64{whole.Usage.PromptTokens, whole.Usage.CompletionTokens}, script.Usage)
}

func cities(message openai.ChatCompletionMessage) ([]string, messages) {
	named, results := []string{}, messages{}
	for _, call := range message.ToolCalls {
		var arguments struct{ City string }
		must(json.Unmarshal([]byte(call.Function.Arguments), &arguments))
		named = append(named, arguments.City)
		results = append(results, openai.ToolMessage(script.Degrees[arguments.City], call.ID))
	}
	return named, results
}

func tools(to pairing) {
	asked := asking(to.model, one)
	asked.Tools = []openai.ChatCompletionToolUnionParam{tool}
	message := completed(asked).Choices[0].Message
	named, results := cities(message)
	equal("cities", named, []string{"Paris"})
	asked.Messages = append(append(asked.Messages, message.ToParam()), results...)
	equal("answer to the result", completed(asked).Choices[0].Message.Content, "Results: Paris=21")
}

func parallel(to pairing) {
	asked := asking(to.model, two+" Both in turns.")
	asked.Tools = []openai.ChatCompletionToolUnionParam{tool}
	whole, _ := accumulated(asked)
	message := whole.Choices[0].Message
	named, results := cities(message)
	equal("cities", named, []string{"Paris", "Oslo"})
	asked.Messages = append(append(asked.Messages, message.ToParam()), results...)
	second, _ := accumulated(asked)
	equal("answer to the results", second.Choices[0].Message.Content, "Results: Paris=21, Oslo=12")
}

func structured(to pairing) {
	asked := asking(to.model, question)
	asked.ResponseFormat.OfJSONSchema = &openai.ResponseFormatJSONSchemaParam{
		JSONSchema: openai.ResponseFormatJSONSchemaJSONSchemaParam{Name: "person", Schema: schema, Strict: openai.Bool(true)},
	}
	var said person
	must(json.Unmarshal([]byte(completed(asked).Choices[0].Message.Content), &said))
	equal("parsed", said, script.Person)
}

func image(to pairing) {
	url := openai.ChatCompletionContentPartImageImageURLParam{URL: "data:image/png;base64," + script.PNG}
	asked := openai.ChatCompletionNewParams{Model: to.model, Messages: messages{
		openai.UserMessage([]openai.ChatCompletionContentPartUnionParam{
			openai.TextContentPart("What do you see?"), openai.ImageContentPart(url),
		}),
	}}
	equal("text", completed(asked).Choices[0].Message.Content, "I see an image of type image/png.")
}

func failure(model string, options ...option.RequestOption) *openai.Error {
	_, err := client.Chat.Completions.New(always, asking(model, "Say hello"), options...)
	var failed *openai.Error
	if !errors.As(err, &failed) {
		panic(err)
	}
	return failed
}

func mapped(to pairing) { mapsErrors(to, failure) }

func mapsErrors(to pairing, failure func(string, ...option.RequestOption) *openai.Error) {
	for _, status := range []int{400, 429, 500} {
		options := []option.RequestOption{}
		if status == 429 {
			options = append(options, option.WithMaxRetries(0))
		}
		failed := failure(to.failing(status), options...)
		equal("status", failed.StatusCode, status)
		within("message", "scripted", failed.Message)
		if status == 429 {
			equal("retry-after", failed.Response.Header.Get("retry-after"), "1")
		}
	}
	if to.direct {
		return
	}
	equal("calls for one 500: the SDK was told not to retry", to.calls(500), 1)
	// The key is the operator's: what is wrong with it is no fault of the app's.
	equal("status for the operator's 401", failure(to.failing(401)).StatusCode, 502)
	if to.same {
		equal("status", failure(to.keyless, option.WithAPIKey("wrong-key")).StatusCode, 401)
	}
}

func broken(to pairing) {
	stream := client.Chat.Completions.NewStreaming(always, asking(to.model, "BREAK"))
	defer stream.Close()
	text := ""
	for stream.Next() {
		text += stream.Current().Choices[0].Delta.Content
	}
	if stream.Err() == nil {
		panic("no error at the end of a broken stream")
	}
	equal("text before the break", text, "This breaks ")
}

func cancelled(to pairing) {
	stream := client.Chat.Completions.NewStreaming(always, asking(to.model, "ENDLESS "+to.tag()))
	for seen := 0; seen < 3 && stream.Next(); {
		if len(stream.Current().Choices) > 0 && stream.Current().Choices[0].Delta.Content != "" {
			seen++
		}
	}
	must(stream.Close())
	left(to.tag())
}

func main() {
	if os.Getenv("PROOF_DIALECT") == "responses" {
		prove(responsesProofs)
		return
	}
	prove([]proof{
		{"plain", plain}, {"streamed", streamed}, {"tools", tools}, {"parallel", parallel}, {"structured", structured},
		{"image", image}, {"errors", mapped}, {"broken", broken}, {"cancelled", cancelled},
	})
}
