package dev.outrigger.engine;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What safetensors files call the tensors that GGUF files call otherwise. */
final class HubNames {
    private static final Pattern IN_LAYER = Pattern.compile("blk\\.(\\d+)\\.(\\w+)\\.(weight|bias)");
    private static final Map<String, String> OUTSIDE = Map.of(
            "token_embd.weight", "model.embed_tokens.weight",
            "output_norm.weight", "model.norm.weight",
            "output.weight", "lm_head.weight");
    private static final Map<String, String> INSIDE = Map.ofEntries(
            Map.entry("attn_norm", "input_layernorm"),
            Map.entry("attn_q", "self_attn.q_proj"),
            Map.entry("attn_k", "self_attn.k_proj"),
            Map.entry("attn_v", "self_attn.v_proj"),
            Map.entry("attn_q_norm", "self_attn.q_norm"),
            Map.entry("attn_k_norm", "self_attn.k_norm"),
            Map.entry("attn_output", "self_attn.o_proj"),
            Map.entry("ffn_norm", "post_attention_layernorm"),
            Map.entry("ffn_gate", "mlp.gate_proj"),
            Map.entry("ffn_up", "mlp.up_proj"),
            Map.entry("ffn_down", "mlp.down_proj"));

    private HubNames() {}

    /** The safetensors name of what GGUF files call so. */
    static String of(String name) {
        Matcher inLayer = IN_LAYER.matcher(name);
        if (!inLayer.matches()) return OUTSIDE.getOrDefault(name, name);
        String part = INSIDE.getOrDefault(inLayer.group(2), inLayer.group(2));
        return "model.layers." + inLayer.group(1) + "." + part + "." + inLayer.group(3);
    }
}
