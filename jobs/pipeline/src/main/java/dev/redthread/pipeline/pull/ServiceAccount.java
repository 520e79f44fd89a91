package dev.redthread.pipeline.pull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Signs what a service account claims, to be given a token for it.
 *
 * <p><i>Source:</i> RFC 7515 and RFC 7523; the key file as Google Cloud gives it, with {@code
 * client_email} and {@code private_key}.
 */
final class ServiceAccount {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration VALID = Duration.ofHours(1);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private ServiceAccount() {}

  /**
   * The signed claim.
   *
   * <p><i>Errors:</i> {@link IllegalStateException} when the key cannot be used, which never holds
   * it.
   */
  static String assertion(
      String keyFile, String audience, Map<String, String> claims, Instant now) {
    try {
      JsonNode key = JSON.readTree(keyFile);
      ObjectNode claim = JSON.createObjectNode();
      claims.forEach(claim::put);
      claim.put("iss", key.path("client_email").asText());
      claim.put("aud", audience);
      claim.put("iat", now.getEpochSecond());
      claim.put("exp", now.plus(VALID).getEpochSecond());
      String signed =
          part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + part(JSON.writeValueAsString(claim));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(der(key.path("private_key").asText()))));
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (JsonProcessingException | GeneralSecurityException | IllegalArgumentException e) {
      // The cause may show parts of the key.
      throw new IllegalStateException(
          "the secret key is no key file of a service account, JSON with client_email and"
              + " private_key ("
              + e.getClass().getSimpleName()
              + ")");
    }
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }
}
