package main

import (
	"encoding/json"
	"errors"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/responses"
)

// The official Go SDK of OpenAI: responses.
var responsesProofs = []proof{
	{"plain", plainResponse}, {"streamed", streamedResponse}, {"tools", responseTools}, {"parallel", parallelResponse},
	{"structured", structuredResponse}, {"image", responseImage}, {"errors", mappedResponse}, {"broken", brokenResponse},
	{"cancelled", cancelledResponse},
}

type items = responses.ResponseInputParam

func said(text string) responses.ResponseInputItemUnionParam {
	return responses.ResponseInputItemParamOfMessage(text, responses.EasyInputMessageRoleUser)
}

func input(given items) responses.ResponseNewParamsInputUnion {
	return responses.ResponseNewParamsInputUnion{OfInputItemList: given}
}

func requesting(model, text string) responses.ResponseNewParams {
	return responses.ResponseNewParams{Model: model, Input: input(items{said(text)})}
}

func responded(asked responses.ResponseNewParams, options ...option.RequestOption) *responses.Response {
	answer, err := client.Responses.New(always, asked, options...)
	must(err)
	return answer
}

// The last event has the whole response; the SDK has no accumulator for this API.
func gathered(asked responses.ResponseNewParams) (*responses.Response, []string) {
	stream := client.Responses.NewStreaming(always, asked)
	defer stream.Close()
	pieces, whole := []string{}, responses.Response{}
	for stream.Next() {
		switch event := stream.Current().AsAny().(type) {
		case responses.ResponseTextDeltaEvent:
			pieces = append(pieces, event.Delta)
		case responses.ResponseCompletedEvent:
			whole = event.Response
		}
	}
	must(stream.Err())
	return &whole, pieces
}

func plainResponse(to pairing) {
	answer := responded(requesting(to.model, "Say hello"))
	equal("text", answer.OutputText(), script.Hello)
	equal("status", answer.Status, responses.ResponseStatusCompleted)
	equal("usage", [2]int64{answer.Usage.InputTokens, answer.Usage.OutputTokens}, script.Usage)
}

func streamedResponse(to pairing) {
	whole, pieces := gathered(requesting(to.model, "Say hello"))
	equal("text", whole.OutputText(), script.Hello)
	equal("more than three pieces", len(pieces) > 3, true)
	equal("usage", [2]int64{whole.Usage.InputTokens, whole.Usage.OutputTokens}, script.Usage)
}

// The question with a tool, asked; and with the calls' results, asked again.
func resolved(to pairing, text string, ask func(responses.ResponseNewParams) *responses.Response) ([]string, string) {
	conversation, results, named := items{said(text)}, items{}, []string{}
	asked := responses.ResponseNewParams{Model: to.model, Input: input(conversation), Tools: []responses.ToolUnionParam{
		responses.ToolParamOfFunction("get_weather", map[string]any{
			"type": "object", "properties": map[string]any{"city": map[string]any{"type": "string"}},
			"required": []string{"city"}, "additionalProperties": false,
		}, true),
	}}
	for _, item := range ask(asked).Output {
		call, is := item.AsAny().(responses.ResponseFunctionToolCall)
		if !is {
			continue
		}
		var arguments struct{ City string }
		must(json.Unmarshal([]byte(call.Arguments), &arguments))
		named = append(named, arguments.City)
		conversation = append(conversation, responses.ResponseInputItemParamOfFunctionCall(call.Arguments, call.CallID, call.Name))
		result := responses.ResponseInputItemParamOfFunctionCallOutput(script.Degrees[arguments.City])
		result.OfFunctionCallOutput.CallID = openai.String(call.CallID)
		results = append(results, result)
	}
	asked.Input = input(append(conversation, results...))
	return named, ask(asked).OutputText()
}

func responseTools(to pairing) {
	named, text := resolved(to, one, func(asked responses.ResponseNewParams) *responses.Response { return responded(asked) })
	equal("cities", named, []string{"Paris"})
	equal("answer to the result", text, "Results: Paris=21")
}

func parallelResponse(to pairing) {
	named, text := resolved(to, two+" Both in turns.", func(asked responses.ResponseNewParams) *responses.Response {
		whole, _ := gathered(asked)
		return whole
	})
	equal("cities", named, []string{"Paris", "Oslo"})
	equal("answer to the results", text, "Results: Paris=21, Oslo=12")
}

func structuredResponse(to pairing) {
	asked := requesting(to.model, question)
	asked.Text.Format.OfJSONSchema = &responses.ResponseFormatTextJSONSchemaConfigParam{
		Name: "person", Schema: schema, Strict: openai.Bool(true),
	}
	var parsed person
	must(json.Unmarshal([]byte(responded(asked).OutputText()), &parsed))
	equal("parsed", parsed, script.Person)
}

func responseImage(to pairing) {
	picture := responses.ResponseInputContentParamOfInputImage(responses.ResponseInputImageDetailAuto)
	picture.OfInputImage.ImageURL = openai.String("data:image/png;base64," + script.PNG)
	content := responses.ResponseInputMessageContentListParam{
		responses.ResponseInputContentParamOfInputText("What do you see?"), picture,
	}
	message := responses.ResponseInputItemParamOfMessage(content, responses.EasyInputMessageRoleUser)
	asked := responses.ResponseNewParams{Model: to.model, Input: input(items{message})}
	equal("text", responded(asked).OutputText(), "I see an image of type image/png.")
}

func mappedResponse(to pairing) {
	mapsErrors(to, func(model string, options ...option.RequestOption) *openai.Error {
		_, err := client.Responses.New(always, requesting(model, "Say hello"), options...)
		var failed *openai.Error
		if !errors.As(err, &failed) {
			panic(err)
		}
		return failed
	})
}

// How this dialect ends a failed stream: an event that says so, which the SDK hands to the app.
func brokenResponse(to pairing) {
	stream := client.Responses.NewStreaming(always, requesting(to.model, "BREAK"))
	defer stream.Close()
	text, told := "", false
	for stream.Next() {
		switch event := stream.Current().AsAny().(type) {
		case responses.ResponseTextDeltaEvent:
			text += event.Delta
		case responses.ResponseFailedEvent, responses.ResponseErrorEvent:
			told = true
		}
	}
	equal("an error was told", told || stream.Err() != nil, true)
	equal("text before the break", text, "This breaks ")
}

func cancelledResponse(to pairing) {
	stream := client.Responses.NewStreaming(always, requesting(to.model, "ENDLESS "+to.tag()))
	for seen := 0; seen < 3 && stream.Next(); {
		if _, is := stream.Current().AsAny().(responses.ResponseTextDeltaEvent); is {
			seen++
		}
	}
	must(stream.Close())
	left(to.tag())
}
